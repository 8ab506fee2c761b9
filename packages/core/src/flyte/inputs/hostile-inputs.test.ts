import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { TypedInterfaceSchema } from "../gen/flyteidl2/core/interface_pb.js";
import { SimpleType } from "../gen/flyteidl2/core/types_pb.js";
import { encodeLiteralMap } from "../literal-map.ts";
import { parseInputs } from "./parse-inputs.ts";

const type = { type: { case: "simple" as const, value: SimpleType.STRUCT } };
const types = create(TypedInterfaceSchema, { inputs: { variables: [{ key: "a", value: { type } }] } });
const struct = (depth: number): string => `${'{"a":'.repeat(depth)}"]{"${"}".repeat(depth)}`;

function words(given: { readonly file?: string; readonly pair?: string }): string {
  const result = parseInputs({
    interface: types,
    ...(given.file !== undefined && { file: { name: "inputs.json", content: given.file } }),
    pairs: given.pair === undefined ? [] : [`a=${given.pair}`],
    uploadPrefix: "s3://b",
  });
  return result.ok ? `${encodeLiteralMap(result.value.literals).length} bytes` : result.problems[0].what;
}

test("an input as deep as a struct may be is taken", () => {
  expect(words({ pair: struct(100) })).toMatch(/bytes$/);
  expect(words({ file: `{"a":${struct(99)}}` })).toMatch(/bytes$/);
});

test.each([101, 2_000, 100_000])("one of %d objects in each other is a problem", (depth) => {
  expect(words({ pair: struct(depth) })).toMatch(/is not a JSON object$/);
  expect(words({ file: `{"a":${struct(depth)}}` })).toBe(
    "the file holds no inputs: it is nested deeper than 100 objects and lists",
  );
});

test("the one name that no JavaScript object holds is a problem", () => {
  expect(words({ file: '{"a":{"__proto__":{}}}' })).toBe(
    "the file holds no inputs: a key is __proto__, which cannot be held",
  );
  expect(words({ pair: '{"b":[{"__proto__":{}}]}' })).toMatch(/is not a JSON object$/);
});
