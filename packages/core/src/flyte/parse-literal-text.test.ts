import { type JsonValue, toJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { valueOrThrow } from "../problem/problem-error.ts";
import { LiteralSchema } from "./gen/flyteidl2/core/literals_pb.js";
import { SimpleType } from "./gen/flyteidl2/core/types_pb.js";
import { parseLiteralText } from "./parse-literal-text.ts";

const taken: readonly { readonly type: keyof typeof SimpleType; readonly text: string; readonly scalar: JsonValue }[] =
  [
    { type: "INTEGER", text: " 42\n", scalar: { primitive: { integer: "42" } } },
    { type: "INTEGER", text: "+007", scalar: { primitive: { integer: "7" } } },
    { type: "FLOAT", text: "3.5\n", scalar: { primitive: { floatValue: 3.5 } } },
    { type: "FLOAT", text: "1_000", scalar: { primitive: { floatValue: 1000 } } },
    { type: "FLOAT", text: "0x1p-2", scalar: { primitive: { floatValue: 0.25 } } },
    { type: "FLOAT", text: "inf", scalar: { primitive: { floatValue: "Infinity" } } },
    { type: "STRING", text: "\thello world \n", scalar: { primitive: { stringValue: "hello world" } } },
    { type: "STRING", text: "a\r\n", scalar: { primitive: { stringValue: "a\r" } } },
    { type: "STRING", text: "", scalar: { primitive: { stringValue: "" } } },
    { type: "BOOLEAN", text: "T", scalar: { primitive: { boolean: true } } },
    {
      type: "DATETIME",
      text: "2023-11-14T23:13:20+01:00",
      scalar: { primitive: { datetime: "2023-11-14T22:13:20Z" } },
    },
    { type: "DURATION", text: "1h2m3s", scalar: { primitive: { duration: "3723s" } } },
    { type: "DURATION", text: "-1.5s", scalar: { primitive: { duration: "-1.500s" } } },
    {
      type: "STRUCT",
      text: '{"a":1,"b":{"c":[1,null,"x"]}}\n',
      scalar: { generic: { a: 1, b: { c: [1, null, "x"] } } },
    },
    { type: "BINARY", text: "raw bytes\n", scalar: { binary: { value: "cmF3IGJ5dGVz", tag: "msgpack" } } },
    { type: "BINARY", text: "\n", scalar: { binary: { value: "Cg==", tag: "msgpack" } } },
    { type: "BINARY", text: "\n\n", scalar: { binary: { tag: "msgpack" } } },
    { type: "ERROR", text: "bad thing", scalar: { error: { message: "bad thing" } } },
    { type: "NONE", text: "whatever", scalar: { noneType: {} } },
  ];

const refused: readonly { readonly type: keyof typeof SimpleType; readonly text: string; readonly what: string }[] = [
  { type: "INTEGER", text: "4.2", what: '"4.2" is not an integer of 64 bits, such as 42' },
  { type: "INTEGER", text: "", what: '"" is not an integer of 64 bits, such as 42' },
  { type: "FLOAT", text: "1e400", what: '"1e400" is not a float, such as 3.5 or 1e-7' },
  { type: "BOOLEAN", text: "yes", what: '"yes" is not a boolean: true or false' },
  {
    type: "DATETIME",
    text: "yesterday",
    what: '"yesterday" is not a datetime of RFC 3339, such as 2026-02-03T04:05:06Z',
  },
  { type: "DURATION", text: "90", what: '"90" is not a duration, such as 1h30m or 1.5s' },
  { type: "STRUCT", text: "[1]", what: '"[1]" is not a JSON object' },
  { type: "STRUCT", text: "{", what: '"{" is not a JSON object' },
];

describe("an output's file", () => {
  test.each(taken)("$type takes $text", ({ type, text, scalar }) => {
    const literal = valueOrThrow(parseLiteralText(new TextEncoder().encode(text), SimpleType[type], "output x"));
    expect(toJson(LiteralSchema, literal)).toEqual({ scalar });
  });

  test.each(refused)("$type refuses $text", ({ type, text, what }) => {
    expect(parseLiteralText(new TextEncoder().encode(text), SimpleType[type], "output x")).toMatchObject({
      ok: false,
      problems: [{ code: "OUTPUT_INVALID", what, where: "output x" }],
    });
  });

  test("a string must be UTF-8", () => {
    expect(parseLiteralText(new Uint8Array([0xff]), SimpleType.STRING, "output x")).toMatchObject({
      ok: false,
      problems: [{ what: "the content, which is not UTF-8, is not a string" }],
    });
  });
});
