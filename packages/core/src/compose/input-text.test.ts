import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { LiteralSchema } from "../flyte/gen/flyteidl2/core/literals_pb.js";
import { inputText } from "./input-text.ts";

test.each([
  { input: { scalar: { primitive: { integer: "-7" } } }, want: "-7" },
  { input: { scalar: { primitive: { boolean: false } } }, want: "false" },
  { input: { scalar: { primitive: { floatValue: 1e8 } } }, want: "1e+08" },
  { input: { scalar: { primitive: { stringValue: "a b" } } }, want: "a b" },
  { input: { scalar: { primitive: { datetime: "2024-01-02T03:04:05.120Z" } } }, want: "2024-01-02T03:04:05.12Z" },
  { input: { scalar: { primitive: { duration: "90s" } } }, want: "seconds:90" },
  { input: { scalar: { primitive: { duration: "0.5s" } } }, want: "nanos:500000000" },
  { input: { scalar: { primitive: { duration: "1.5s" } } }, want: "seconds:1 nanos:500000000" },
  { input: { scalar: { primitive: { duration: "0s" } } }, want: "" },
  { input: { scalar: { blob: { uri: "s3://bucket/blob" } } }, want: "s3://bucket/blob" },
  { input: { scalar: { schema: { uri: "s3://bucket/table" } } }, want: "s3://bucket/table" },
  { input: { scalar: { binary: { value: "gqFhAaFiww==", tag: "msgpack" } } }, want: "map[a:1 b:true]" },
  {
    input: { scalar: { binary: { value: "AQI=", tag: "msgpack" } } },
    want: { refused: "failed to unmarshal messagepack bytes with literal:[binary of 2 bytes]" },
  },
  {
    input: { scalar: { binary: { value: "AQ==", tag: "pickle" } } },
    want: { refused: "unsupported binary tag [pickle]" },
  },
  {
    input: {
      collection: { literals: [{ scalar: { primitive: { integer: "1" } } }, { collection: { literals: [] } }] },
    },
    want: "[1,[]]",
  },
  {
    input: { scalar: { generic: { a: 1 } } },
    want: { refused: "received an unexpected scalar type [*core.Scalar_Generic]" },
  },
  {
    input: { collection: { literals: [{ map: { literals: {} } }] } },
    want: { refused: "received an unexpected primitive type [*core.Literal_Map]" },
  },
  { input: {}, want: { refused: "received an unexpected primitive type [<nil>]" } },
])("$input shows as $want", ({ input, want }) => {
  expect(inputText(fromJson(LiteralSchema, input as JsonValue))).toEqual(want);
});
