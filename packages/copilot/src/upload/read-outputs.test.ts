import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fromJson, type JsonValue, toJson } from "@bufbuild/protobuf";
import { LiteralSchema, TypedInterfaceSchema } from "@podwright/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LiteralTypes } from "../literal-types.ts";
import { openDataFolder } from "./data-folder.ts";
import { readOutputs } from "./read-outputs.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-outputs-"));
});
afterEach(() => rm(folder, { recursive: true }));

type Files = Readonly<Record<string, string>>;

/** Names that end in a slash are empty folders. */
async function write(files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name.endsWith("/") ? name : dirname(name)), { recursive: true });
    if (!name.endsWith("/")) await writeFile(join(folder, name), text);
  }
}

async function read(type: JsonValue, literalTypes: LiteralTypes = "all") {
  const { outputs } = fromJson(TypedInterfaceSchema, { outputs: { variables: [{ key: "x", value: { type } }] } });
  const request = { outputs: outputs!.variables, rawPrefix: "s3://b/raw", literalTypes };
  const { literals, blobs } = await readOutputs(await openDataFolder(folder), request);
  const uploads = blobs.map(({ name, kind, uri }) => `${kind} ${name} → ${uri}`);
  return { literal: literals.x && toJson(LiteralSchema, literals.x), uploads };
}

const integer = (value: string) => ({ scalar: { primitive: { integer: value } } });
const string = (value: string) => ({ scalar: { primitive: { stringValue: value } } });
const list = (...literals: JsonValue[]) => ({ collection: literals.length === 0 ? {} : { literals } });
const union = (value: JsonValue, type: JsonValue) => ({ scalar: { union: { value, type } } });
const file = (uri: string, format = "csv") => ({ scalar: { blob: { uri, metadata: { type: { format } } } } });
const optional = { unionType: { variants: [{ simple: "STRING" }, { simple: "NONE" }] } };
const csv = { blob: { format: "csv" } };
const directory = { blob: { dimensionality: "MULTIPART" } };

const taken: readonly {
  readonly name: string;
  readonly type: JsonValue;
  readonly files: Files;
  readonly literal: JsonValue;
  readonly uploads?: readonly string[];
}[] = [
  {
    name: "a list as a directory, in the order of its numbers",
    type: { collectionType: { simple: "INTEGER" } },
    files: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`x/${index}`, `${index * 2}`])),
    literal: list(...["0", "2", "4", "6", "8", "10", "12", "14", "16", "18", "20"].map(integer)),
  },
  {
    name: "a list as JSON",
    type: { collectionType: { simple: "INTEGER" } },
    files: { "x.json": "[1, 2]\n" },
    literal: list(integer("1"), integer("2")),
  },
  {
    name: "an empty directory as an empty list",
    type: { collectionType: { simple: "INTEGER" } },
    files: { "x/": "" },
    literal: list(),
  },
  {
    name: "a map as a directory, dots in its keys",
    type: { mapValueType: { simple: "STRING" } },
    files: { "x/a.b": "1\n", "x/é": "2" },
    literal: { map: { literals: { "a.b": string("1"), é: string("2") } } },
  },
  {
    name: "a map of lists as JSON",
    type: { mapValueType: { collectionType: { simple: "INTEGER" } } },
    files: { x: '{"a":[1]}' },
    literal: { map: { literals: { a: list(integer("1")) } } },
  },
  {
    name: "a map of lists as a directory of JSON files",
    type: { mapValueType: { collectionType: { simple: "INTEGER" } } },
    files: { "x/a": "[1]", "x/b/0": "2" },
    literal: { map: { literals: { a: list(integer("1")), b: list(integer("2")) } } },
  },
  {
    name: "files of a list with any extension",
    type: { collectionType: csv },
    files: { "x/0.csv": "", "x/1": "" },
    literal: list(file("s3://b/raw/x/0"), file("s3://b/raw/x/1")),
    uploads: ["file x/0.csv → s3://b/raw/x/0", "file x/1 → s3://b/raw/x/1"],
  },
  {
    name: "files of a list by names of their own",
    type: { collectionType: csv },
    files: { "x/part-b.csv": "", "x/part-a.csv": "" },
    literal: list(file("s3://b/raw/x/part-a.csv"), file("s3://b/raw/x/part-b.csv")),
    uploads: ["file x/part-a.csv → s3://b/raw/x/part-a.csv", "file x/part-b.csv → s3://b/raw/x/part-b.csv"],
  },
  {
    name: "directories of a map",
    type: { mapValueType: directory },
    files: { "x/k/a": "", "x/k/b/c": "" },
    literal: {
      map: {
        literals: {
          k: { scalar: { blob: { uri: "s3://b/raw/x/k", metadata: { type: { dimensionality: "MULTIPART" } } } } },
        },
      },
    },
    uploads: ["folder x/k → s3://b/raw/x/k"],
  },
  {
    name: "a file by itself, its format left empty as upstream leaves it",
    type: csv,
    files: { "x.csv": "" },
    literal: { scalar: { blob: { uri: "s3://b/raw/x", metadata: { type: {} } } } },
    uploads: ["file x.csv → s3://b/raw/x"],
  },
  {
    name: "a structured dataset as a directory, parquet where its type leaves that open",
    type: { structuredDatasetType: { columns: [{ name: "c", literalType: { simple: "INTEGER" } }] } },
    files: { "x/00000": "" },
    literal: {
      scalar: {
        structuredDataset: {
          uri: "s3://b/raw/x",
          metadata: {
            structuredDatasetType: { format: "parquet", columns: [{ name: "c", literalType: { simple: "INTEGER" } }] },
          },
        },
      },
    },
    uploads: ["folder x → s3://b/raw/x"],
  },
  {
    name: "a structured dataset as a file",
    type: { structuredDatasetType: { format: "csv" } },
    files: { "x.csv": "" },
    literal: {
      scalar: {
        structuredDataset: { uri: "s3://b/raw/x", metadata: { structuredDatasetType: { format: "csv" } } },
      },
    },
    uploads: ["file x.csv → s3://b/raw/x"],
  },
  {
    name: "a schema as a directory",
    type: { schema: {} },
    files: { "x/0": "" },
    literal: { scalar: { schema: { uri: "s3://b/raw/x", type: {} } } },
    uploads: ["folder x → s3://b/raw/x"],
  },
  {
    name: "a schema as one file, which becomes the only one of its directory",
    type: { schema: {} },
    files: { "x.parquet": "" },
    literal: { scalar: { schema: { uri: "s3://b/raw/x", type: {} } } },
    uploads: ["file x.parquet → s3://b/raw/x/x.parquet"],
  },
  { name: "an enum", type: { enumType: { values: ["RED"] } }, files: { x: "RED\n" }, literal: string("RED") },
  {
    name: "a union as the first variant that takes it",
    type: { unionType: { variants: [{ simple: "INTEGER" }, { simple: "FLOAT" }, { simple: "STRING" }] } },
    files: { x: "2.5" },
    literal: union({ scalar: { primitive: { floatValue: 2.5 } } }, { simple: "FLOAT" }),
  },
  {
    name: "a union with the structure of its variant",
    type: { unionType: { variants: [{ simple: "STRING", structure: { tag: "str" } }] } },
    files: { x: "a" },
    literal: union(string("a"), { simple: "STRING", structure: { tag: "str" } }),
  },
  {
    name: "null as none",
    type: optional,
    files: { x: " null\n" },
    literal: union({ scalar: { noneType: {} } }, { simple: "NONE" }),
  },
  {
    name: "nothing as none",
    type: optional,
    files: {},
    literal: union({ scalar: { noneType: {} } }, { simple: "NONE" }),
  },
  {
    name: "an empty file as a string, not as none",
    type: optional,
    files: { x: "" },
    literal: union(string(""), { simple: "STRING" }),
  },
  {
    name: "a union of a file and a directory by what stands there",
    type: { unionType: { variants: [csv, directory] } },
    files: { "x/a": "" },
    literal: union(
      { scalar: { blob: { uri: "s3://b/raw/x", metadata: { type: { dimensionality: "MULTIPART" } } } } },
      directory,
    ),
    uploads: ["folder x → s3://b/raw/x"],
  },
  {
    name: "a union of a list and a value",
    type: { unionType: { variants: [{ collectionType: { simple: "INTEGER" } }, { simple: "INTEGER" }] } },
    files: { "x.txt": "7" },
    literal: union(integer("7"), { simple: "INTEGER" }),
  },
  {
    name: "a long text of a union as the file that it can be",
    type: { unionType: { variants: [{ simple: "STRING" }, csv] } },
    files: { x: "a".repeat(1025) },
    literal: union(file("s3://b/raw/x"), csv),
    uploads: ["file x → s3://b/raw/x"],
  },
];

for (const { name, type, files, literal, uploads = [] } of taken) {
  test(`takes ${name}`, async () => {
    await write(files);
    expect(await read(type)).toEqual({ literal, uploads });
  });
}

const refused: readonly {
  readonly name: string;
  readonly type: JsonValue;
  readonly files: Files;
  readonly code?: string;
  readonly says: string;
}[] = [
  {
    name: "a list with a gap",
    type: { collectionType: { simple: "INTEGER" } },
    files: { "x/0": "1", "x/2": "1" },
    says: "item 1 of a list of 2 is missing",
  },
  {
    name: "a list with an item twice",
    type: { collectionType: csv },
    files: { "x/0": "1", "x/0.csv": "1" },
    says: "0 and 0.csv are the same item of a list",
  },
  {
    name: "a list of values with other names",
    type: { collectionType: { simple: "INTEGER" } },
    files: { "x/a": "1" },
    says: '"a" is no item of a list',
  },
  {
    name: "a list of files with both kinds of names",
    type: { collectionType: csv },
    files: { "x/0": "1", "x/a": "1" },
    says: '"a" is no item of a list',
  },
  {
    name: "a list of files in one file",
    type: { collectionType: csv },
    files: { x: '["a.csv"]' },
    says: "one file cannot be a list, each item a file",
  },
  {
    name: "an item that is of another type",
    type: { collectionType: { simple: "INTEGER" } },
    files: { "x/0": "a" },
    says: '"a" is not an integer of 64 bits',
  },
  {
    name: "an enum's other value",
    type: { enumType: { values: ["RED", "GREEN"] } },
    files: { x: "BLUE" },
    says: '"BLUE" is not one of RED, GREEN',
  },
  {
    name: "what fits no variant of a union",
    type: { unionType: { variants: [{ simple: "INTEGER" }, { simple: "NONE" }] } },
    files: { x: "a" },
    says: "is not an integer of 64 bits, or null",
  },
  {
    name: "a missing union that has no none",
    type: { unionType: { variants: [{ simple: "INTEGER" }] } },
    files: {},
    code: "OUTPUT_MISSING",
    says: 'output "x" is missing: the task did not write it',
  },
  {
    name: "a missing list",
    type: { collectionType: { simple: "INTEGER" } },
    files: {},
    code: "OUTPUT_MISSING",
    says: 'output "x" is missing: the task did not write it',
  },
  {
    name: "a type that it does not know",
    type: {},
    files: { x: "1" },
    code: "OUTPUT_UNSUPPORTED",
    says: "currently CoPilot uploader does not support no type",
  },
];

for (const { name, type, files, code = "OUTPUT_INVALID", says } of refused) {
  test(`refuses ${name}`, async () => {
    await write(files);
    await expect(read(type)).rejects.toMatchObject({ problems: [{ code, what: expect.stringContaining(says) }] });
  });
}

test("ends at what is unsafe, though another variant would take it", async () => {
  await symlink("/etc/hostname", join(folder, "x"));
  const type = { unionType: { variants: [{ simple: "INTEGER" }, { simple: "STRING" }, { simple: "NONE" }] } };
  await expect(read(type)).rejects.toMatchObject({ problems: [{ code: "OUTPUT_UNSAFE" }] });
});

test("takes values and files only, as flyte-copilot", async () => {
  await write({ x: "[1]" });
  expect((await read({ simple: "STRING" }, "flyte")).literal).toEqual(string("[1]"));
  const list = read({ collectionType: { simple: "INTEGER" } }, "flyte");
  await expect(list).rejects.toMatchObject({
    problems: [
      {
        code: "OUTPUT_UNSUPPORTED",
        what: 'currently CoPilot uploader does not support [collection_type:{simple:INTEGER}], the type of output "x"',
      },
    ],
  });
});

test("refuses an interface with a name twice", async () => {
  await write({ x: "1" });
  const variable = { key: "x", value: { type: { simple: "INTEGER" } } };
  const { outputs } = fromJson(TypedInterfaceSchema, { outputs: { variables: [variable, variable] } });
  const reading = readOutputs(await openDataFolder(folder), { outputs: outputs!.variables, rawPrefix: "s3://b/raw" });
  await expect(reading).rejects.toMatchObject({ problems: [{ code: "INTERFACE_INVALID" }] });
});

test("tells all that is wrong at once", async () => {
  await write({ b: "?" });
  const variables = ["a", "b"].map((key) => ({ key, value: { type: { simple: "INTEGER" } } }));
  const { outputs } = fromJson(TypedInterfaceSchema, { outputs: { variables } });
  const reading = readOutputs(await openDataFolder(folder), { outputs: outputs!.variables, rawPrefix: "s3://b/raw" });
  await expect(reading).rejects.toMatchObject({ problems: [{ code: "OUTPUT_MISSING" }, { code: "OUTPUT_INVALID" }] });
});
