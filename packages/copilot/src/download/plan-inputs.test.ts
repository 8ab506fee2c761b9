import { create, fromJson, type JsonValue, toJson } from "@bufbuild/protobuf";
import { type LiteralMap, LiteralMapSchema, LiteralSchema, valueOrThrow } from "@podwright/core";
import { expect, test } from "vitest";
import { planInputs } from "./plan-inputs.ts";

const options = { localFolder: "/in", layout: "DIRECT", format: "JSON", literalTypes: "all" } as const;

function inputs(literals: Readonly<Record<string, JsonValue>>): LiteralMap {
  const entries = Object.entries(literals).map(([name, literal]) => [name, fromJson(LiteralSchema, literal)]);
  return create(LiteralMapSchema, { literals: Object.fromEntries(entries) });
}

function file(uri: string): JsonValue {
  return { scalar: { blob: { uri, metadata: { type: { format: "csv" } } } } };
}

const integer: JsonValue = { scalar: { primitive: { integer: "1" } } };
const dataset: JsonValue = {
  scalar: { structuredDataset: { uri: "s3://b/d", metadata: { structuredDatasetType: { format: "parquet" } } } },
};

test("plans a structured dataset at its variable's name and keeps its type", () => {
  const { entries, local } = valueOrThrow(planInputs(inputs({ x: dataset }), options));
  expect(entries).toEqual([{ kind: "dataset", path: "x", uri: "s3://b/d" }]);
  expect(toJson(LiteralMapSchema, local)).toEqual({
    literals: {
      x: {
        scalar: { structuredDataset: { uri: "/in/x", metadata: { structuredDatasetType: { format: "parquet" } } } },
      },
    },
  });
});

test("plans files, datasets and texts in lists, maps and unions, each at its own path", () => {
  const directory = { scalar: { blob: { uri: "s3://b/dir", metadata: { type: { dimensionality: "MULTIPART" } } } } };
  const nested = { map: { literals: { k: { collection: { literals: [file("s3://b/f"), directory, integer] } } } } };
  const chosen = { scalar: { union: { value: { collection: { literals: [dataset] } }, type: { simple: "NONE" } } } };
  const { entries } = valueOrThrow(planInputs(inputs({ m: nested, u: chosen }), options));
  expect(entries).toEqual([
    { kind: "folder", path: "m" },
    { kind: "folder", path: "m/k" },
    { kind: "blob", path: "m/k/0", uri: "s3://b/f" },
    { kind: "blobs", path: "m/k/1", uri: "s3://b/dir" },
    { kind: "text", path: "m/k/2", bytes: new Uint8Array([0x31]), mode: 0o777 },
    { kind: "folder", path: "u" },
    { kind: "dataset", path: "u/0", uri: "s3://b/d" },
  ]);
});

test("leaves a literal's hash and metadata out of inputs.pb, as Flyte's copilot does", () => {
  const literal = { ...(integer as object), hash: "h", metadata: { k: "v" } };
  const { local } = valueOrThrow(planInputs(inputs({ x: literal }), options));
  expect(toJson(LiteralMapSchema, local)).toEqual({ literals: { x: integer } });
});

test("gives a file of a repeated name its index in front, under NAMED_DIR", () => {
  const files = ["s3://b/1_a", "s3://b/a", "s3://c/a", "s3://d/1_a"].map(file);
  const { entries } = valueOrThrow(
    planInputs(inputs({ x: { collection: { literals: files } }, y: file("s3://b/a.gz") }), {
      ...options,
      layout: "NAMED_DIR",
    }),
  );
  expect(entries.map(({ path }) => path)).toEqual(["x", "x/1_a", "x/a", "x/2_a", "x/3_1_a", "y/a.gz"]);
});

test("names a file by the path of its address, not by what is asked with it, under NAMED_DIR", () => {
  const addresses = ["https://h/dir/a.gz?sig=b/c#d", "http://h/b%20c", "s3://b/c?d#e"];
  const files = Object.fromEntries(addresses.map((uri, index) => [`x${index}`, file(uri)]));
  const { entries } = valueOrThrow(planInputs(inputs(files), { ...options, layout: "NAMED_DIR" }));
  expect(entries.map(({ path }) => path)).toEqual(["x0/a.gz", "x1/b%20c", "x2/c?d#e"]);
});

const refused: readonly { readonly name: string; readonly literals: Readonly<Record<string, JsonValue>> }[] = [
  { name: "a variable with a slash", literals: { "a/b": integer } },
  { name: "a variable that is the folder above", literals: { "..": integer } },
  { name: "a key with a slash", literals: { x: { map: { literals: { "../../etc": integer } } } } },
  { name: "a key that is the folder above", literals: { x: { map: { literals: { "..": integer } } } } },
  { name: "a key with a NUL", literals: { x: { map: { literals: { "a\0b": integer } } } } },
  { name: "an empty key", literals: { x: { map: { literals: { "": integer } } } } },
  { name: "a variable inputs.json beside the file with all inputs", literals: { "inputs.json": integer } },
  { name: "a variable inputs.pb", literals: { "inputs.pb": integer } },
  { name: "a variable with a name of the copilot's own", literals: { ".podwright-download": integer } },
];

for (const { name, literals } of refused) {
  test(`refuses ${name}`, () => {
    expect(planInputs(inputs(literals), options)).toMatchObject({
      ok: false,
      problems: [{ code: "INPUT_NAME_UNSAFE" }],
    });
  });
}

test("takes a variable inputs.yaml when no such file is written", () => {
  expect(planInputs(inputs({ "inputs.yaml": integer }), options).ok).toBe(true);
  expect(planInputs(inputs({ "inputs.json": integer }), { ...options, format: "PROTO" }).ok).toBe(true);
});

test("refuses a file whose own name is the folder above, under NAMED_DIR", () => {
  expect(planInputs(inputs({ x: file("s3://b/..") }), { ...options, layout: "NAMED_DIR" })).toMatchObject({
    problems: [{ code: "INPUT_NAME_UNSAFE", where: "input x/.." }],
  });
});

const unsupported: readonly {
  readonly name: string;
  readonly literal: JsonValue;
  readonly literalTypes: "all" | "flyte";
}[] = [
  { name: "an empty literal", literal: {}, literalTypes: "all" },
  { name: "an empty scalar", literal: { scalar: {} }, literalTypes: "all" },
  { name: "a union without a value", literal: { scalar: { union: {} } }, literalTypes: "all" },
  {
    name: "a dataset that is a table",
    literal: { scalar: { structuredDataset: { uri: "bq://project:dataset.table" } } },
    literalTypes: "all",
  },
  { name: "a structured dataset, as flyte-copilot", literal: dataset, literalTypes: "flyte" },
];

for (const { name, literal, literalTypes } of unsupported) {
  test(`says that it cannot lay out ${name}`, () => {
    expect(planInputs(inputs({ x: literal }), { ...options, literalTypes })).toMatchObject({
      problems: [{ code: "INPUT_UNSUPPORTED", where: "input x" }],
    });
  });
}
