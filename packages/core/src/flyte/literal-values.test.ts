import { fromJson, type JsonObject, type JsonValue } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { printGoJson } from "../go/json.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { LiteralMapSchema } from "./gen/flyteidl2/core/literals_pb.js";
import { literalMapJson } from "./literal-json.ts";
import { scalarText } from "./scalar-text.ts";

/** `text` is the file of the input, null if it has none; `json` what stands in inputs.json. */
const cases: readonly {
  readonly name: string;
  readonly literal: JsonObject;
  readonly text: string | null;
  readonly json: string;
}[] = [
  {
    name: "an integer",
    literal: primitive({ integer: "9223372036854775807" }),
    text: "9223372036854775807",
    json: "9223372036854775807",
  },
  { name: "a whole float", literal: primitive({ floatValue: 2 }), text: "2", json: "2" },
  { name: "a large float", literal: primitive({ floatValue: 1e21 }), text: "1000000000000000000000", json: "1e+21" },
  { name: "a small float", literal: primitive({ floatValue: 1e-7 }), text: "0.0000001", json: "1e-7" },
  {
    name: "a string",
    literal: primitive({ stringValue: "h\u00e9llo\n<&>\u2028" }),
    text: "h\u00e9llo\n<&>\u2028",
    json: '"h\u00e9llo\\n\\u003c\\u0026\\u003e\\u2028"',
  },
  { name: "an empty string", literal: primitive({ stringValue: "" }), text: "", json: '""' },
  { name: "false", literal: primitive({ boolean: false }), text: "false", json: "false" },
  {
    name: "a datetime",
    literal: primitive({ datetime: "2023-11-14T22:13:20.500Z" }),
    text: "2023-11-14T22:13:20.5Z",
    json: '"2023-11-14T22:13:20.5Z"',
  },
  { name: "a duration", literal: primitive({ duration: "3661.500s" }), text: "1h1m1.5s", json: "3661500000000" },
  { name: "a short duration", literal: primitive({ duration: "0.000001500s" }), text: "1.5\u00b5s", json: "1500" },
  {
    name: "a negative duration",
    literal: primitive({ duration: "-3600.5s" }),
    text: "-1h0m0.5s",
    json: "-3600500000000",
  },
  { name: "no time at all", literal: primitive({ duration: "0s" }), text: "0s", json: "0" },
  { name: "a primitive without a value", literal: primitive({}), text: "null", json: "null" },
  { name: "none", literal: { scalar: { noneType: {} } }, text: "null", json: "null" },
  {
    name: "a binary",
    literal: { scalar: { binary: { value: "cmF3", tag: "msgpack" } } },
    text: "raw",
    json: '"cmF3"',
  },
  { name: "an error", literal: { scalar: { error: { message: "bad" } } }, text: "bad", json: '"bad"' },
  {
    name: "a struct",
    literal: { scalar: { generic: { html: "<b>&", a: 1, b: [1, 2.5, "x", null, true], c: { d: "e" } } } },
    text: '{"a":1,"b":[1,2.5,"x",null,true],"c":{"d":"e"},"html":"\\u003cb\\u003e\\u0026"}',
    json: '{"a":1,"b":[1,2.5,"x",null,true],"c":{"d":"e"},"html":"\\u003cb\\u003e\\u0026"}',
  },
  {
    name: "a union",
    literal: { scalar: { union: { value: primitive({ integer: "7" }), type: { simple: "INTEGER" } } } },
    text: "7",
    json: "7",
  },
  {
    name: "a union of a list",
    literal: { scalar: { union: { value: { collection: { literals: [primitive({ integer: "7" })] } } } } },
    text: null,
    json: "[7]",
  },
  { name: "an empty binary", literal: { scalar: { binary: { tag: "msgpack" } } }, text: "", json: "null" },
  { name: "a blob", literal: { scalar: { blob: { uri: "/var/inputs/x" } } }, text: null, json: '"/var/inputs/x"' },
  {
    name: "a structured dataset",
    literal: { scalar: { structuredDataset: { uri: "/var/inputs/x" } } },
    text: null,
    json: '"/var/inputs/x"',
  },
  { name: "a schema", literal: { scalar: { schema: { uri: "/var/inputs/x" } } }, text: null, json: '"/var/inputs/x"' },
  {
    name: "a list of lists",
    literal: { collection: { literals: [{ collection: { literals: [primitive({ integer: "1" })] } }] } },
    text: null,
    json: "[[1]]",
  },
  {
    name: "a map",
    literal: { map: { literals: { b: primitive({ stringValue: "t" }), a: primitive({ integer: "1" }) } } },
    text: null,
    json: '{"a":1,"b":"t"}',
  },
];

describe("a literal as the copilot writes it", () => {
  test.each(cases)("$name", ({ literal, text, json }) => {
    const map = fromJson(LiteralMapSchema, { literals: { x: literal } });
    const value = map.literals.x?.value;
    const bytes = value?.case === "scalar" ? scalarText(value.value) : null;
    expect(bytes && new TextDecoder().decode(bytes)).toBe(text);
    expect(printGoJson(valueOrThrow(literalMapJson(map)))).toBe(`{"x":${json}}`);
  });

  test("what JSON has no form for is named, all at once", () => {
    const literals = {
      nan: primitive({ floatValue: "NaN" }),
      list: { collection: { literals: [primitive({ integer: "1" }), primitive({ floatValue: "-Infinity" })] } },
      map: { map: { literals: { k: {} } } },
      apart: { offloadedMetadata: { uri: "s3://b/o" } },
    };
    const result = literalMapJson(fromJson(LiteralMapSchema, { literals }));
    expect(result.ok ? [] : result.problems.map(({ code, what, where }) => [code, where, what])).toEqual([
      ["LITERAL_UNSUPPORTED", "input nan", "JSON and YAML have no form for the float NaN"],
      ["LITERAL_UNSUPPORTED", "input list.1", "JSON and YAML have no form for the float -Inf"],
      ["LITERAL_UNSUPPORTED", "input map.k", "JSON and YAML have no form for a literal without a value"],
      [
        "LITERAL_UNSUPPORTED",
        "input apart",
        "JSON and YAML have no form for a literal that is stored apart and was not fetched",
      ],
    ]);
  });

  test.each([
    { name: "a structured dataset", literal: { scalar: { structuredDataset: { uri: "s3://b/d" } } } },
    { name: "a scalar without a value", literal: { scalar: {} } },
  ])("$name is not the text of a file", ({ literal }) => {
    const { value } = fromJson(LiteralMapSchema, { literals: { x: literal } }).literals.x!;
    expect(value.case === "scalar" && scalarText(value.value)).toBe(null);
  });
});

function primitive(value: Readonly<Record<string, JsonValue>>): JsonObject {
  return { scalar: { primitive: value } };
}
