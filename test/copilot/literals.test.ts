import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import {
  decodeErrorDocument,
  decodeLiteralMap,
  encodeInterface,
  encodeLiteralMap,
  LiteralMapSchema,
  LiteralSchema,
  TypedInterfaceSchema,
  valueOrThrow,
} from "@podwright/core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type CopilotStore, startCopilotStore } from "./copilot-store.ts";
import { readTree } from "./read-tree.ts";
import { runCopilot } from "./run-copilot.ts";

let store: CopilotStore;
let folder: string;
let run = 0;
beforeAll(async () => {
  store = await startCopilotStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  run += 1;
  folder = await mkdtemp(join(tmpdir(), "podwright-copilot-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the runs of a test are told besides. */
let flags: readonly string[] = [];
afterEach(() => {
  flags = [];
});

/** Where this test's blobs stand. */
function prefix(): string {
  return `s3://flyte-golden/l${run}`;
}

async function upload(
  types: Readonly<Record<string, JsonValue>>,
  files: Readonly<Record<string, string>>,
): Promise<JsonValue> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, "outputs", name)), { recursive: true });
    await writeFile(join(folder, "outputs", name), text);
  }
  const variables = Object.entries(types).map(([key, type]) => ({ key, value: { type } }));
  const wanted = fromJson(TypedInterfaceSchema, { outputs: { variables } });
  const where = ["--to-output-prefix", `${prefix()}/meta`, "--to-raw-output", `${prefix()}/raw`];
  const rest = ["--from-local-dir", "outputs", "--interface", encodeInterface(wanted), "--start-watcher-type", "noop"];
  const argv = [...store.flags, ...flags, "sidecar", ...where, ...rest];
  const { exit, stderr } = await runCopilot({ argv, env: { SSL_CERT_FILE: store.caFile }, cwd: folder });
  if (exit !== 0) return stderr;
  const outputs = valueOrThrow(decodeLiteralMap(await store.get(`l${run}/meta/outputs.pb`), "outputs.pb"));
  return toJson(LiteralMapSchema, outputs);
}

async function download(literals: Readonly<Record<string, JsonValue>>): Promise<Readonly<Record<string, string>>> {
  await store.put(`l${run}/inputs.pb`, encodeLiteralMap(fromJson(LiteralMapSchema, { literals })));
  const where = ["--from-remote", `${prefix()}/inputs.pb`, "--to-output-prefix", `${prefix()}/meta`];
  const argv = [...store.flags, ...flags, "download", ...where, "--to-local-dir", "inputs"];
  const { exit, stderr } = await runCopilot({ argv, env: { SSL_CERT_FILE: store.caFile }, cwd: folder });
  if (exit !== 0) return { stderr };
  const tree = await readTree(join(folder, "inputs"));
  return Object.fromEntries(
    Object.entries(tree).flatMap(([name, { bytes }]) =>
      name === "inputs.pb" ? [] : [[name, Buffer.from(bytes ?? "").toString()]],
    ),
  );
}

const integer = (value: string) => ({ scalar: { primitive: { integer: value } } });
const string = (value: string) => ({ scalar: { primitive: { stringValue: value } } });
const dataset = (uri: string) => ({
  scalar: { structuredDataset: { uri, metadata: { structuredDatasetType: { format: "parquet" } } } },
});

test("uploads a list of files and a map of strings", async () => {
  const outputs = await upload(
    { files: { collectionType: { blob: { format: "csv" } } }, texts: { mapValueType: { simple: "STRING" } } },
    { "files/0.csv": "zero", "files/1.csv": "one", "texts/a": "A\n", "texts/b.c": "B" },
  );
  const file = (index: number) => ({
    scalar: { blob: { uri: `${prefix()}/raw/files/${index}`, metadata: { type: { format: "csv" } } } },
  });
  expect(outputs).toEqual({
    literals: {
      files: { collection: { literals: [file(0), file(1)] } },
      texts: { map: { literals: { a: string("A"), "b.c": string("B") } } },
    },
  });
  expect(await store.keys(`l${run}`)).toEqual(["meta/outputs.pb", "raw/files/0", "raw/files/1"]);
  expect(Buffer.from(await store.get(`l${run}/raw/files/1`)).toString()).toBe("one");
});

test("uploads a list as JSON, a union and a none that nobody wrote", async () => {
  const type = { simple: "INTEGER" };
  const none = { simple: "NONE" };
  const outputs = await upload(
    {
      list: { collectionType: type },
      chosen: { unionType: { variants: [type, none] } },
      absent: { unionType: { variants: [type, none] } },
    },
    { "list.json": "[1, 2]", chosen: "7\n" },
  );
  expect(outputs).toEqual({
    literals: {
      list: { collection: { literals: [integer("1"), integer("2")] } },
      chosen: { scalar: { union: { value: integer("7"), type } } },
      absent: { scalar: { union: { value: { scalar: { noneType: {} } }, type: none } } },
    },
  });
});

test("uploads a structured dataset, and downloads it again", async () => {
  const outputs = await upload({ x: { structuredDatasetType: {} } }, { "x/00000": "PAR1", "x/sub/00001": "PAR2" });
  expect(outputs).toEqual({ literals: { x: dataset(`${prefix()}/raw/x`) } });
  await store.put(`l${run}/single.parquet`, Buffer.from("PAR3"));
  expect(await download({ x: dataset(`${prefix()}/raw/x`), single: dataset(`${prefix()}/single.parquet`) })).toEqual({
    "inputs.json": '{"single":"inputs/single","x":"inputs/x"}',
    single: "PAR3",
    "x/00000": "PAR1",
    "x/sub/00001": "PAR2",
  });
  const local = valueOrThrow(decodeLiteralMap((await readTree(join(folder, "inputs")))["inputs.pb"]!.bytes!, "local"));
  expect(toJson(LiteralMapSchema, local)).toEqual({
    literals: { single: dataset("inputs/single"), x: dataset("inputs/x") },
  });
});

test("gives null for a structured dataset without files", async () => {
  expect(await download({ x: dataset(`${prefix()}/nothing`) })).toEqual({ "inputs.json": '{"x":null}' });
});

test("downloads what is offloaded in a list", async () => {
  const stored = { collection: { literals: [integer("1"), integer("2")] } };
  await store.put(`l${run}/apart.pb`, toBinary(LiteralSchema, fromJson(LiteralSchema, stored)));
  const apart = { offloadedMetadata: { uri: `${prefix()}/apart.pb` } };
  expect(await download({ x: { collection: { literals: [apart, stored] } } })).toEqual({
    "inputs.json": '{"x":[[1,2],[1,2]]}',
    "x/0/0": "1",
    "x/0/1": "2",
    "x/1/0": "1",
    "x/1/1": "2",
  });
});

test("downloads nothing when a key would leave its folder", async () => {
  const escaping = await download({ x: { map: { literals: { "../../y": integer("1") } } } });
  expect(escaping.stderr).toContain("error INPUT_NAME_UNSAFE\n");
  expect(await readTree(folder)).toEqual({});
});

test("says in the error document which item of a list is missing", async () => {
  const outcome = await upload({ x: { collectionType: { simple: "INTEGER" } } }, { "x/0": "1", "x/2": "3" });
  expect(outcome).toContain("error OUTPUT_INVALID\n");
  const document = valueOrThrow(decodeErrorDocument(await store.get(`l${run}/meta/error.pb`), "error.pb"));
  expect(document).toMatchObject({ code: "OutputUploadFailed", kind: "RECOVERABLE" });
  expect(document.message).toContain("item 1 of a list of 2 is missing");
});

test("refuses under --compat flyte what flyte-copilot refuses", async () => {
  flags = ["--compat", "flyte"];
  const list = upload({ x: { collectionType: { simple: "INTEGER" } } }, { x: "[1]" });
  await expect(list).rejects.toMatchObject({ problems: [{ code: "BLOB_MISSING" }] });
  const refusedUpload = valueOrThrow(decodeErrorDocument(await store.get(`l${run}/meta/errors.pb`), "errors.pb"));
  expect(refusedUpload.message).toContain("currently CoPilot uploader does not support");
  expect(await download({ x: dataset(`${prefix()}/d`) })).toEqual({});
  const refusedDownload = valueOrThrow(decodeErrorDocument(await store.get(`l${run}/meta/errors.pb`), "errors.pb"));
  expect(refusedDownload.code).toBe("InputDownloadFailed");
});
