import { create, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { valueOrThrow } from "../problem/problem-error.ts";
import { LiteralMapSchema, LiteralSchema } from "./gen/flyteidl2/core/literals_pb.js";
import { decodeLiteralMap, encodeLiteralMap } from "./literal-map.ts";
import { primitiveLiteral } from "./make-literal.ts";

const one = primitiveLiteral({ case: "integer", value: 1n });
const two = primitiveLiteral({ case: "integer", value: -(2n ** 63n) });

test("writes equal maps as equal bytes, whatever their order", () => {
  const forward = create(LiteralMapSchema, { literals: { a: one, b: two } });
  const backward = create(LiteralMapSchema, { literals: { b: two, a: one } });
  expect(encodeLiteralMap(backward)).toEqual(encodeLiteralMap(forward));
  expect(valueOrThrow(decodeLiteralMap(encodeLiteralMap(backward), "inputs.pb")).literals).toEqual({ a: one, b: two });
});

test("reads an empty file as no literals", () => {
  expect(valueOrThrow(decodeLiteralMap(new Uint8Array(), "inputs.pb")).literals).toEqual({});
});

test("says where a broken file breaks", () => {
  expect(decodeLiteralMap(new Uint8Array([0x0a, 0x07, 0x0a]), "s3://b/inputs.pb")).toMatchObject({
    ok: false,
    problems: [
      {
        code: "LITERALS_INVALID",
        what: "the file holds no literals: byte 0, literals: it announces 7 bytes where 1 are left",
        where: "s3://b/inputs.pb",
      },
    ],
  });
});

test("refuses lists that are nested deeper than the decoder goes", () => {
  let literal = one;
  for (let depth = 0; depth < 160; depth++) {
    literal = create(LiteralSchema, { value: { case: "collection", value: { literals: [literal] } } });
  }
  const bytes = toBinary(LiteralMapSchema, create(LiteralMapSchema, { literals: { a: literal } }));
  expect(decodeLiteralMap(bytes, "inputs.pb")).toMatchObject({
    problems: [{ code: "LITERALS_INVALID", what: expect.stringContaining("it is nested deeper than 300 fields") }],
  });
});
