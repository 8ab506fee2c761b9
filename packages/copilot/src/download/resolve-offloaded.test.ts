import { create } from "@bufbuild/protobuf";
import { type Literal, LiteralMapSchema, LiteralSchema } from "@podwright/core";
import { expect, test } from "vitest";
import { resolveOffloaded } from "./resolve-offloaded.ts";

function integer(value: bigint): Literal {
  const primitive = { value: { case: "integer" as const, value } };
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "primitive", value: primitive } } },
  });
}

function offloaded(uri: string): Literal {
  return create(LiteralSchema, { value: { case: "offloadedMetadata", value: { uri } } });
}

function map(literals: Record<string, Literal>): Literal {
  return create(LiteralSchema, { value: { case: "map", value: { literals } } });
}

test("fetches what is offloaded inside maps that were offloaded themselves", async () => {
  const stored: Record<string, Literal> = { "s3://b/m": map({ n: offloaded("s3://b/n") }), "s3://b/n": integer(7n) };
  const inputs = create(LiteralMapSchema, { literals: { x: offloaded("s3://b/m"), y: integer(1n) } });
  const resolved = await resolveOffloaded(inputs, async (uri) => stored[uri] ?? integer(0n));
  expect(resolved).toEqual(create(LiteralMapSchema, { literals: { x: map({ n: integer(7n) }), y: integer(1n) } }));
});

test("refuses a literal that holds itself", async () => {
  const inputs = create(LiteralMapSchema, { literals: { x: offloaded("s3://b/m") } });
  const endless = resolveOffloaded(inputs, async () => map({ x: offloaded("s3://b/m") }));
  await expect(endless).rejects.toThrow("an offloaded input holds itself");
});
