import { create, fromJson, type JsonValue, toJson } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printGoJson } from "../go/json.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { type Literal, LiteralMapSchema, LiteralSchema } from "./gen/flyteidl2/core/literals_pb.js";
import { type LiteralType, LiteralTypeSchema, SimpleType } from "./gen/flyteidl2/core/types_pb.js";
import { literalMapJson } from "./literal-json.ts";
import { primitiveLiteral, scalarLiteral } from "./make-literal.ts";
import { parseLiteralJson } from "./parse-literal-json.ts";
import { durationOf, timestampOf } from "./proto-time.ts";

const integers: JsonValue = { collectionType: { simple: "INTEGER" } };
const optional: JsonValue = { unionType: { variants: [{ simple: "INTEGER" }, { simple: "NONE" }] } };

const taken: readonly {
  readonly name: string;
  readonly json: string;
  readonly type: JsonValue;
  readonly want: JsonValue;
}[] = [
  { name: "an empty list", json: " []\n", type: integers, want: { collection: {} } },
  {
    name: "integers of 64 bits",
    json: "[9223372036854775807]",
    type: integers,
    want: { collection: { literals: [{ scalar: { primitive: { integer: "9223372036854775807" } } }] } },
  },
  {
    name: "durations in nanoseconds and as text",
    json: '{"a":1500000000,"b":"1m"}',
    type: { mapValueType: { simple: "DURATION" } },
    want: {
      map: {
        literals: {
          a: { scalar: { primitive: { duration: "1.500s" } } },
          b: { scalar: { primitive: { duration: "60s" } } },
        },
      },
    },
  },
  {
    name: "errors, in unions in lists of lists",
    json: '[["AQ=="],["bad"]]',
    type: { collectionType: { collectionType: { unionType: { variants: [{ simple: "ERROR" }] } } } },
    want: {
      collection: {
        literals: ["AQ==", "bad"].map((message) => ({
          collection: {
            literals: [{ scalar: { union: { value: { scalar: { error: { message } } }, type: { simple: "ERROR" } } } }],
          },
        })),
      },
    },
  },
  {
    name: "null as the none of a union",
    json: "[null]",
    type: { collectionType: optional },
    want: {
      collection: {
        literals: [{ scalar: { union: { value: { scalar: { noneType: {} } }, type: { simple: "NONE" } } } }],
      },
    },
  },
];

const refused: readonly { readonly json: string; readonly type: JsonValue; readonly what: string }[] = [
  { json: "[1,", type: integers, what: "the content is no JSON: " },
  { json: '[1,"a"]', type: integers, what: '1 is "a", which is not an integer of 64 bits' },
  { json: "{}", type: integers, what: "the content is {}, which is not a list, each item an integer of 64 bits" },
  { json: '{"__proto__":1}', type: { mapValueType: { simple: "INTEGER" } }, what: "a key is __proto__" },
  { json: '["s3://b/k"]', type: { collectionType: { blob: {} } }, what: '0 is "s3://b/k", which is not a file' },
  { json: '["?"]', type: { collectionType: { simple: "BINARY" } }, what: '0 is "?", which is not a binary' },
];

function parse(json: string, type: LiteralType) {
  return parseLiteralJson(new TextEncoder().encode(json), type, "outputs/x");
}

describe("an output's JSON", () => {
  test.each(taken)("may hold $name", ({ json, type, want }) => {
    const literal = valueOrThrow(parse(json, fromJson(LiteralTypeSchema, type)));
    expect(toJson(LiteralSchema, literal)).toEqual(want);
  });

  test.each(refused)("is refused: $json", ({ json, type, what }) => {
    expect(parse(json, fromJson(LiteralTypeSchema, type))).toMatchObject({
      problems: [{ code: "OUTPUT_INVALID", what: expect.stringContaining(what), where: "outputs/x" }],
    });
  });

  test("must be UTF-8", () => {
    const type = fromJson(LiteralTypeSchema, integers);
    expect(parseLiteralJson(new Uint8Array([0xff]), type, "outputs/x")).toMatchObject({
      problems: [{ what: "the content is not UTF-8" }],
    });
  });

  test("holds no more values than there is memory for", () => {
    const type = fromJson(LiteralTypeSchema, integers);
    const listOf = (length: number) => parse(JSON.stringify(Array.from({ length }, () => 1)), type);
    expect(listOf(99_999).ok).toBe(true);
    expect(listOf(100_000)).toMatchObject({ problems: [{ code: "OUTPUT_TOO_LARGE" }] });
  });
});

interface Typed {
  readonly type: LiteralType;
  readonly literal: Literal;
}

const scalars: readonly fc.Arbitrary<Typed>[] = [
  fc
    .bigInt(-(2n ** 63n), 2n ** 63n - 1n)
    .map((value) => simple("INTEGER", primitiveLiteral({ case: "integer", value }))),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => simple("FLOAT", primitiveLiteral({ case: "floatValue", value: value === 0 ? 0 : value }))),
  fc.string({ unit: "grapheme" }).map((value) => simple("STRING", primitiveLiteral({ case: "stringValue", value }))),
  fc.boolean().map((value) => simple("BOOLEAN", primitiveLiteral({ case: "boolean", value }))),
  fc
    .bigInt(-(2n ** 63n), 2n ** 63n - 1n)
    .map((value) => simple("DURATION", primitiveLiteral({ case: "duration", value: durationOf(value) }))),
  fc
    .record({ seconds: fc.bigInt(-62135596800n, 253402300799n), nanos: fc.nat(999_999_999) })
    .map((value) => simple("DATETIME", primitiveLiteral({ case: "datetime", value: timestampOf(value) }))),
  fc.uint8Array().map((value) => simple("BINARY", scalarLiteral({ case: "binary", value: { value, tag: "msgpack" } }))),
  fc.string().map((message) => simple("ERROR", scalarLiteral({ case: "error", value: { message } }))),
];

function simple(type: keyof typeof SimpleType, literal: Literal): Typed {
  return { type: create(LiteralTypeSchema, { type: { case: "simple", value: SimpleType[type] } }), literal };
}

test("what inputs.json shows of a list or a map reads back as the same literal", () => {
  const lists = fc.constantFrom(...scalars).chain((scalar) =>
    fc.array(scalar, { minLength: 1 }).map((items) => ({
      type: create(LiteralTypeSchema, { type: { case: "collectionType", value: items[0]!.type } }),
      literal: create(LiteralSchema, {
        value: { case: "collection", value: { literals: items.map(({ literal }) => literal) } },
      }),
    })),
  );
  const maps = lists.chain((list) =>
    fc.uniqueArray(fc.string().filter((key) => key !== "__proto__")).map((keys) => ({
      type: create(LiteralTypeSchema, { type: { case: "mapValueType", value: list.type } }),
      literal: create(LiteralSchema, {
        value: { case: "map", value: { literals: Object.fromEntries(keys.map((key) => [key, list.literal])) } },
      }),
    })),
  );
  fc.assert(
    fc.property(fc.oneof(lists, maps), ({ type, literal }) => {
      const json = printGoJson(valueOrThrow(literalMapJson(create(LiteralMapSchema, { literals: { x: literal } }))));
      const read = valueOrThrow(parse(json.slice('{"x":'.length, -1), type));
      expect(toJson(LiteralSchema, read)).toEqual(toJson(LiteralSchema, literal));
    }),
  );
});
