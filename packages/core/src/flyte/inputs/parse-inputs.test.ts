import { fromJson, type JsonObject, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { valueOrThrow } from "../../problem/problem-error.ts";
import { type TypedInterface, TypedInterfaceSchema } from "../gen/flyteidl2/core/interface_pb.js";
import { LiteralMapSchema } from "../gen/flyteidl2/core/literals_pb.js";
import { NamedParameterSchema } from "../gen/flyteidl2/task/common_pb.js";
import { checkInputs } from "./check-inputs.ts";
import { type GivenInputs, parseInputs } from "./parse-inputs.ts";

const file = { blob: {} };
const directory = { blob: { dimensionality: "MULTIPART" } };
const optionalInteger = { unionType: { variants: [{ simple: "INTEGER" }, { simple: "NONE" }] } };
const stringOrInteger = { unionType: { variants: [{ simple: "STRING" }, { simple: "INTEGER" }] } };
const uploadPrefix = "s3://flyte-data/uploads/e1";

interface Case {
  readonly name: string;
  readonly type: JsonObject;
  readonly value: string;
  readonly want: JsonValue;
}

const texts: readonly Case[] = [
  {
    name: "an integer",
    type: { simple: "INTEGER" },
    value: "9223372036854775807",
    want: primitive("integer", "9223372036854775807"),
  },
  { name: "a float", type: { simple: "FLOAT" }, value: "3", want: primitive("floatValue", 3) },
  { name: "a string with =", type: { simple: "STRING" }, value: "a=b", want: primitive("stringValue", "a=b") },
  { name: "an empty string", type: { simple: "STRING" }, value: "", want: primitive("stringValue", "") },
  { name: "a boolean", type: { simple: "BOOLEAN" }, value: "true", want: primitive("boolean", true) },
  { name: "Python's False", type: { simple: "BOOLEAN" }, value: "False", want: primitive("boolean", false) },
  { name: "a small float", type: { simple: "FLOAT" }, value: "1e-3", want: primitive("floatValue", 0.001) },
  {
    name: "an infinite float",
    type: { simple: "FLOAT" },
    value: "-inf",
    want: primitive("floatValue", "-Infinity"),
  },
  {
    name: "a datetime",
    type: { simple: "DATETIME" },
    value: "2026-02-03T04:05:06.5Z",
    want: primitive("datetime", "2026-02-03T04:05:06.500Z"),
  },
  { name: "a duration", type: { simple: "DURATION" }, value: "1h30m", want: primitive("duration", "5400s") },
  { name: "none", type: { simple: "NONE" }, value: "null", want: { scalar: { noneType: {} } } },
  { name: "a struct", type: { simple: "STRUCT" }, value: '{"a":1}', want: { scalar: { generic: { a: 1 } } } },
  {
    name: "an enum",
    type: { enumType: { values: ["RED", "GREEN"] } },
    value: "GREEN",
    want: primitive("stringValue", "GREEN"),
  },
  {
    name: "a list with large integers",
    type: { collectionType: { simple: "INTEGER" } },
    value: "[1, 9007199254740993]",
    want: { collection: { literals: [primitive("integer", "1"), primitive("integer", "9007199254740993")] } },
  },
  {
    name: "a map",
    type: { mapValueType: { simple: "FLOAT" } },
    value: '{"k": 1}',
    want: { map: { literals: { k: primitive("floatValue", 1) } } },
  },
  {
    name: "the first variant of a union that takes the text",
    type: optionalInteger,
    value: "3",
    want: { scalar: { union: { value: primitive("integer", "3"), type: { simple: "INTEGER" } } } },
  },
  {
    name: "a later variant of a union",
    type: optionalInteger,
    value: "null",
    want: { scalar: { union: { value: { scalar: { noneType: {} } }, type: { simple: "NONE" } } } },
  },
  {
    name: "a union's string last, since it takes everything",
    type: stringOrInteger,
    value: "3",
    want: { scalar: { union: { value: primitive("integer", "3"), type: { simple: "INTEGER" } } } },
  },
  {
    name: "a URI as it is",
    type: file,
    value: "s3://other/x.csv",
    want: { scalar: { blob: { uri: "s3://other/x.csv", metadata: { type: {} } } } },
  },
  {
    name: "a structured dataset's URI",
    type: { structuredDatasetType: { format: "parquet" } },
    value: "s3://b/d",
    want: {
      scalar: {
        structuredDataset: { uri: "s3://b/d", metadata: { structuredDatasetType: { format: "parquet" } } },
      },
    },
  },
];

describe("--input NAME=VALUE", () => {
  test.each(texts)("takes $name", ({ type, value, want }) => {
    expect(parsed({ interface: inputs({ x: type }), pairs: [`x=${value}`] }).literals).toEqual({ x: want });
  });

  test("asks for the upload of a local file, to where the literal points", () => {
    expect(parsed({ interface: inputs({ x: file }), pairs: ["x=../data/x.csv"] })).toEqual({
      literals: { x: { scalar: { blob: { uri: `${uploadPrefix}/x/x.csv`, metadata: { type: {} } } } } },
      uploads: [{ variable: "x", path: "../data/x.csv", uri: `${uploadPrefix}/x/x.csv`, dimensionality: "SINGLE" }],
    });
  });

  test("asks for the upload of a local directory, even one without a name", () => {
    expect(parsed({ interface: inputs({ x: directory }), pairs: ["x=."] }).uploads).toEqual([
      { variable: "x", path: ".", uri: `${uploadPrefix}/x/data`, dimensionality: "MULTIPART" },
    ]);
  });

  test("keeps files of one name in one map of lists apart, whatever its keys", () => {
    const type = { mapValueType: { collectionType: file } };
    const text = '{"../k":["a/f","s3://b/f"],"k/0":["b/f"]}';
    expect(parsed({ interface: inputs({ x: type }), pairs: [`x=${text}`] }).uploads).toEqual([
      { variable: "x", path: "a/f", uri: `${uploadPrefix}/x/0/f`, dimensionality: "SINGLE" },
      { variable: "x", path: "b/f", uri: `${uploadPrefix}/x/1/f`, dimensionality: "SINGLE" },
    ]);
  });

  test("keeps files of one name in one list apart", () => {
    const type = { collectionType: file };
    expect(parsed({ interface: inputs({ x: type }), pairs: ['x=["a/f","b/f"]'] }).uploads).toEqual([
      { variable: "x", path: "a/f", uri: `${uploadPrefix}/x/0/f`, dimensionality: "SINGLE" },
      { variable: "x", path: "b/f", uri: `${uploadPrefix}/x/1/f`, dimensionality: "SINGLE" },
    ]);
  });

  const refused: readonly { readonly type: JsonObject; readonly value: string; readonly what: string }[] = [
    { type: { simple: "INTEGER" }, value: "3.5", what: 'input x is "3.5", which is not an integer of 64 bits' },
    {
      type: { simple: "INTEGER" },
      value: "9223372036854775808",
      what: 'input x is "9223372036854775808", which is not an integer of 64 bits',
    },
    { type: { simple: "FLOAT" }, value: "three", what: 'input x is "three", which is not a float' },
    { type: { simple: "FLOAT" }, value: "", what: 'input x is "", which is not a float' },
    { type: { simple: "BOOLEAN" }, value: "1", what: 'input x is "1", which is not true or false' },
    {
      type: { simple: "DATETIME" },
      value: "2026-02-30T00:00:00Z",
      what: 'input x is "2026-02-30T00:00:00Z", which is not a datetime such as 2026-02-03T04:05:06Z',
    },
    {
      type: { simple: "DURATION" },
      value: "90",
      what: 'input x is "90", which is not a duration such as 1h30m or 1.5s',
    },
    { type: { simple: "STRUCT" }, value: "[]", what: 'input x is "[]", which is not a JSON object' },
    {
      type: { simple: "BINARY" },
      value: "eA==",
      what: 'input x is "eA==", which is not a binary, which only a .pb can give',
    },
    {
      type: { enumType: { values: ["RED", "GREEN"] } },
      value: "BLUE",
      what: 'input x is "BLUE", which is not one of RED, GREEN',
    },
    { type: file, value: "", what: 'input x is "", which is not a file (a URI or a path of this machine)' },
    { type: { schema: {} }, value: "x.csv", what: 'input x is "x.csv", which is not a schema (a URI)' },
    { type: optionalInteger, value: "x", what: 'input x is "x", which is not an integer of 64 bits, or null' },
    {
      type: { collectionType: { simple: "INTEGER" } },
      value: "1,2",
      what: 'input x is "1,2", which is not a list, each item an integer of 64 bits',
    },
    {
      type: { collectionType: { simple: "INTEGER" } },
      value: '[1,"2"]',
      what: 'input x.1 is "2", which is not an integer of 64 bits',
    },
    {
      type: { mapValueType: { collectionType: { simple: "FLOAT" } } },
      value: '{"k":[true]}',
      what: "input x.k.0 is true, which is not a float",
    },
  ];

  test.each(refused)("refuses $value for $type", ({ type, value, what }) => {
    expect(parseInputs({ interface: inputs({ x: type }), pairs: [`x=${value}`], uploadPrefix })).toMatchObject({
      ok: false,
      problems: [{ code: "INPUT_TYPE_MISMATCH", what, where: "--input x" }],
    });
  });

  test("reports all that is wrong at once", () => {
    const result = parseInputs({
      interface: inputs({ alpha: { simple: "INTEGER" }, beta: { simple: "FLOAT" }, gamma: { simple: "STRING" } }),
      pairs: ["alpa=1", "beta=x", "beta=2", "gamma"],
      uploadPrefix,
    });
    expect(result.ok ? [] : result.problems.map(({ code, what, fix }) => [code, what, fix])).toEqual([
      ["USAGE", '--input takes NAME=VALUE, not "gamma"', "write it as in --input a=3"],
      ["INPUT_REPEATED", "input beta is given 2 times: x, 2", "give it once"],
      ["INPUT_UNKNOWN", "the task has no input alpa; it has alpha, beta, gamma", "did you mean alpha?"],
      ["INPUT_TYPE_MISMATCH", 'input beta is "x", which is not a float', "give input beta a float"],
      ["INPUT_MISSING", "input alpha has no value; it takes an integer of 64 bits", "add --input alpha=VALUE"],
      ["INPUT_MISSING", "input gamma has no value; it takes a string", "add --input gamma=VALUE"],
    ]);
  });

  test("says that a task without interface has no inputs", () => {
    expect(parseInputs({ interface: undefined, pairs: ["a=1"], uploadPrefix })).toMatchObject({
      problems: [{ code: "INPUT_UNKNOWN", what: "the task has no input a; it has none" }],
    });
    expect(parsed({ interface: undefined })).toEqual({ literals: {}, uploads: [] });
  });
});

describe("the defaults of a Flyte 2 task", () => {
  const defaults = [
    fromJson(NamedParameterSchema, { name: "x", parameter: { default: primitive("stringValue", "world") } }),
    fromJson(NamedParameterSchema, { name: "y", parameter: { required: true } }),
  ];
  const given = { interface: inputs({ x: { simple: "STRING" }, y: { simple: "STRING" } }), defaults };

  test("stand in for inputs that are not given", () => {
    expect(parsed({ ...given, pairs: ["y=a"] }).literals).toEqual({
      x: primitive("stringValue", "world"),
      y: primitive("stringValue", "a"),
    });
  });

  test("give way to inputs that are", () => {
    expect(parsed({ ...given, pairs: ["y=a", "x=b"] }).literals).toMatchObject({ x: primitive("stringValue", "b") });
  });

  test("do not help where there is none", () => {
    expect(parseInputs({ ...given, uploadPrefix })).toMatchObject({
      problems: [{ code: "INPUT_MISSING", what: "input y has no value; it takes a string" }],
    });
  });
});

describe("a file of inputs", () => {
  const typed = inputs({ a: { simple: "INTEGER" }, s: stringOrInteger });
  const wanted = {
    a: primitive("integer", "9007199254740993"),
    s: { scalar: { union: { value: primitive("stringValue", "3"), type: { simple: "STRING" } } } },
  };
  const protojson = { literals: wanted };
  const files: readonly { readonly name: string; readonly content: Uint8Array | string }[] = [
    { name: "plain values, large integers exactly", content: '{"a": 9007199254740993, "s": "3"}' },
    { name: "protojson of a LiteralMap", content: JSON.stringify(protojson) },
    {
      name: "protojson with an integer that is not quoted",
      content: JSON.stringify(protojson).replace('"9007199254740993"', "9007199254740993"),
    },
    {
      name: "protojson of Flyte 2's Inputs",
      content: JSON.stringify({
        literals: Object.entries(wanted).map(([name, value]) => ({ name, value })),
        context: [{ key: "trace", value: "abc" }],
      }),
    },
    { name: "protobuf", content: toBinary(LiteralMapSchema, fromJson(LiteralMapSchema, protojson)) },
  ];

  test.each(files)("may be $name", ({ content }) => {
    expect(parsed({ interface: typed, file: { name: "inputs", content } }).literals).toEqual(wanted);
  });

  test("gives way to --input", () => {
    const file = { name: "inputs.json", content: '{"a": 1, "s": 2}' };
    expect(parsed({ interface: typed, file, pairs: ["a=5"] }).literals).toMatchObject({ a: primitive("integer", "5") });
  });

  test("may have an input called literals", () => {
    const given = {
      interface: inputs({ literals: { simple: "INTEGER" } }),
      file: { name: "i", content: '{"literals": 1}' },
    };
    expect(parsed(given).literals).toEqual({ literals: primitive("integer", "1") });
  });

  test.each([
    { name: "plain values", content: '{"x": "books", "y": "book.txt"}' },
    {
      name: "literals",
      content: JSON.stringify({
        literals: {
          x: { scalar: { blob: { uri: "books", metadata: { type: { dimensionality: "MULTIPART" } } } } },
          y: { scalar: { union: { value: { scalar: { blob: { uri: "book.txt", metadata: { type: {} } } } } } } },
        },
      }),
    },
  ])("may name files of this machine in $name", ({ content }) => {
    const optionalFile = { unionType: { variants: [file, { simple: "NONE" }] } };
    const given = { interface: inputs({ x: directory, y: optionalFile }), file: { name: "i", content } };
    expect(parsed(given).uploads).toEqual([
      { variable: "x", path: "books", uri: `${uploadPrefix}/x/books`, dimensionality: "MULTIPART" },
      { variable: "y", path: "book.txt", uri: `${uploadPrefix}/y/book.txt`, dimensionality: "SINGLE" },
    ]);
    expect(parsed(given).literals).toMatchObject({ x: { scalar: { blob: { uri: `${uploadPrefix}/x/books` } } } });
  });

  test("keeps a struct's numbers numbers", () => {
    const content = '{"literals":{"x":{"scalar":{"generic":{"n":9007199254740993}}}}}';
    expect(parsed({ interface: inputs({ x: { simple: "STRUCT" } }), file: { name: "i", content } }).literals).toEqual({
      x: { scalar: { generic: { n: 9007199254740992 } } },
    });
  });

  test("has its values typed, each with the file as its place", () => {
    const file = { name: "inputs.json", content: '{"a": "1", "s": true, "b": 1}' };
    const result = parseInputs({ interface: typed, file, uploadPrefix });
    expect(result.ok ? [] : result.problems.map(({ code, what, where }) => [code, what, where])).toEqual([
      ["INPUT_TYPE_MISMATCH", 'input a is "1", which is not an integer of 64 bits', "inputs.json"],
      ["INPUT_TYPE_MISMATCH", "input s is true, which is not a string, or an integer of 64 bits", "inputs.json"],
      ["INPUT_UNKNOWN", "the task has no input b; it has a, s", "inputs.json"],
    ]);
  });

  test.each([
    { name: "a list", content: "[1]", reason: "it is JSON, but not an object with a value for each input" },
    { name: "JSON that breaks off", content: new TextEncoder().encode('{"a": '), reason: /JSON/ },
    { name: "a literal that is none", content: '{"literals":{"a":{"scalar":7}}}', reason: /Scalar from JSON: 7/ },
    { name: "bytes of something else", content: new Uint8Array([0x0a, 0x09, 0x41]), reason: /announces 9 bytes/ },
  ])("cannot be $name", ({ content, reason }) => {
    expect(parseInputs({ interface: typed, file: { name: "inputs", content }, uploadPrefix })).toMatchObject({
      ok: false,
      problems: [{ code: "LITERALS_INVALID", what: expect.stringMatching(reason), where: "inputs" }],
    });
  });
});

describe("literals against an interface", () => {
  const fits: readonly {
    readonly name: string;
    readonly type: JsonObject;
    readonly literal: JsonObject;
    readonly want: boolean;
  }[] = [
    { name: "an integer for an integer", type: { simple: "INTEGER" }, literal: primitive("integer", "1"), want: true },
    { name: "an integer for a float", type: { simple: "FLOAT" }, literal: primitive("integer", "1"), want: false },
    {
      name: "an enum's value",
      type: { enumType: { values: ["A"] } },
      literal: primitive("stringValue", "A"),
      want: true,
    },
    {
      name: "another value for an enum",
      type: { enumType: { values: ["A"] } },
      literal: primitive("stringValue", "B"),
      want: false,
    },
    {
      name: "a wrapped variant for a union",
      type: optionalInteger,
      literal: { scalar: { union: { value: primitive("integer", "1") } } },
      want: true,
    },
    { name: "a bare variant for a union", type: optionalInteger, literal: primitive("integer", "1"), want: true },
    {
      name: "a variant that the union lacks",
      type: optionalInteger,
      literal: { scalar: { union: { value: primitive("floatValue", 1) } } },
      want: false,
    },
    {
      name: "a file for a directory",
      type: directory,
      literal: { scalar: { blob: { uri: "s3://b/k", metadata: { type: {} } } } },
      want: false,
    },
    {
      name: "a directory for a directory",
      type: directory,
      literal: { scalar: { blob: { uri: "s3://b/k", metadata: { type: { dimensionality: "MULTIPART" } } } } },
      want: true,
    },
    {
      name: "a list with one wrong item",
      type: { collectionType: { simple: "INTEGER" } },
      literal: { collection: { literals: [primitive("integer", "1"), primitive("boolean", true)] } },
      want: false,
    },
    {
      name: "a list for a map",
      type: { mapValueType: { simple: "INTEGER" } },
      literal: { collection: {} },
      want: false,
    },
    {
      name: "a msgpack binary for a struct",
      type: { simple: "STRUCT" },
      literal: { scalar: { binary: { tag: "msgpack" } } },
      want: true,
    },
    { name: "a struct for a string", type: { simple: "STRING" }, literal: { scalar: { generic: {} } }, want: false },
    {
      name: "a dataset for a schema",
      type: { schema: {} },
      literal: { scalar: { structuredDataset: { uri: "s3://b/d" } } },
      want: true,
    },
    {
      name: "a literal stored apart",
      type: { simple: "STRING" },
      literal: { offloadedMetadata: { uri: "s3://b/o" } },
      want: true,
    },
    { name: "a literal without a value", type: { simple: "NONE" }, literal: {}, want: false },
  ];

  test.each(fits)("$name: $want", ({ type, literal, want }) => {
    const literals = fromJson(LiteralMapSchema, { literals: { x: literal } });
    const result = checkInputs(literals, inputs({ x: type }), "inputs.pb");
    expect(result.ok ? [] : result.problems.map(({ code, where }) => [code, where])).toEqual(
      want ? [] : [["INPUT_TYPE_MISMATCH", "inputs.pb"]],
    );
  });

  test("names what is unknown, wrong and missing at once", () => {
    const literals = fromJson(LiteralMapSchema, { literals: { z: {}, a: primitive("boolean", true) } });
    const result = checkInputs(literals, inputs({ a: { simple: "INTEGER" }, b: { simple: "NONE" } }), "inputs.pb");
    expect(result.ok ? [] : result.problems.map(({ code, what }) => [code, what])).toEqual([
      ["INPUT_UNKNOWN", "the task has no input z; it has a, b"],
      ["INPUT_TYPE_MISMATCH", "input a is a primitive boolean, which is not an integer of 64 bits"],
      ["INPUT_MISSING", "input b has no value; it takes null"],
    ]);
  });
});

function inputs(types: Readonly<Record<string, JsonObject>>): TypedInterface {
  const variables = Object.entries(types).map(([key, type]) => ({ key, value: { type } }));
  return fromJson(TypedInterfaceSchema, { inputs: { variables } });
}

function primitive(kind: string, value: JsonValue): JsonObject {
  return { scalar: { primitive: { [kind]: value } } };
}

/** The result with its literals as protojson. */
function parsed(given: Omit<GivenInputs, "uploadPrefix">): { literals: JsonValue; uploads: unknown } {
  const { literals, uploads } = valueOrThrow(parseInputs({ ...given, uploadPrefix }));
  return { literals: (toJson(LiteralMapSchema, literals) as JsonObject).literals ?? {}, uploads };
}
