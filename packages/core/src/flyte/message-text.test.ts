import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { LiteralTypeSchema } from "./gen/flyteidl2/core/types_pb.js";
import { messageText } from "./message-text.ts";

const cases: readonly { readonly type: JsonValue; readonly want: string }[] = [
  { type: {}, want: "" },
  { type: { simple: "NONE" }, want: "simple:NONE" },
  { type: { collectionType: { simple: "INTEGER" } }, want: "collection_type:{simple:INTEGER}" },
  { type: { mapValueType: { collectionType: { blob: {} } } }, want: "map_value_type:{collection_type:{blob:{}}}" },
  {
    type: {
      schema: {
        columns: [
          { name: 'a"b', type: "INTEGER" },
          { name: "c", type: "STRING" },
        ],
      },
    },
    want: String.raw`schema:{columns:{name:"a\"b"} columns:{name:"c" type:STRING}}`,
  },
  { type: { enumType: { values: ["a", "b"] } }, want: 'enum_type:{values:"a" values:"b"}' },
  {
    type: { unionType: { variants: [{ simple: "STRING" }, { simple: "NONE" }] } },
    want: "union_type:{variants:{simple:STRING} variants:{simple:NONE}}",
  },
];

test.each(cases)("prints $want", ({ type, want }) => {
  expect(messageText(LiteralTypeSchema, fromJson(LiteralTypeSchema, type))).toBe(want);
});
