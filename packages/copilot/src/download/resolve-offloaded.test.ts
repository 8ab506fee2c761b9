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

function list(...literals: Literal[]): Literal {
  return create(LiteralSchema, { value: { case: "collection", value: { literals } } });
}

function union(value: Literal): Literal {
  const scalar = { value: { case: "union" as const, value: { value } } };
  return create(LiteralSchema, { value: { case: "scalar", value: scalar } });
}

const stored: Readonly<Record<string, Literal>> = {
  "s3://b/m": map({ n: offloaded("s3://b/n") }),
  "s3://b/n": integer(7n),
  "s3://b/again": offloaded("s3://b/n"),
  "s3://b/endless": map({ x: list(offloaded("s3://b/endless")) }),
};

async function resolve(x: Literal, literalTypes: "all" | "flyte" = "all"): Promise<Literal | undefined> {
  const inputs = create(LiteralMapSchema, { literals: { x } });
  const fetchLiteral = async (uri: string) => stored[uri] ?? integer(0n);
  const resolved = await resolveOffloaded(inputs, {
    fetchLiteral,
    signal: new AbortController().signal,
    literalTypes,
  });
  return resolved.literals.x;
}

const here = offloaded("s3://b/n");
const cases: readonly {
  readonly name: string;
  readonly literal: Literal;
  readonly want: Literal;
  readonly wantAsFlyte: Literal;
}[] = [
  {
    name: "inside maps that were offloaded themselves",
    literal: offloaded("s3://b/m"),
    want: map({ n: integer(7n) }),
    wantAsFlyte: map({ n: integer(7n) }),
  },
  {
    name: "in lists",
    literal: list(here, integer(1n)),
    want: list(integer(7n), integer(1n)),
    wantAsFlyte: list(here, integer(1n)),
  },
  {
    name: "in maps in lists and unions",
    literal: list(map({ n: here }), union(map({ n: here }))),
    want: list(map({ n: integer(7n) }), union(map({ n: integer(7n) }))),
    wantAsFlyte: list(map({ n: integer(7n) }), union(map({ n: integer(7n) }))),
  },
  { name: "in unions", literal: union(here), want: union(integer(7n)), wantAsFlyte: union(here) },
  { name: "twice", literal: offloaded("s3://b/again"), want: integer(7n), wantAsFlyte: here },
];

for (const { name, literal, want, wantAsFlyte } of cases) {
  test(`fetches what is offloaded ${name}`, async () => {
    expect(await resolve(literal)).toEqual(want);
    expect(await resolve(literal, "flyte")).toEqual(wantAsFlyte);
  });
}

test("fetches a uri once, and those of one depth at the same time", async () => {
  const uris = Array.from({ length: 40 }, (_, index) => `s3://b/${index % 20}`);
  const seen: string[] = [];
  let [running, most] = [0, 0];
  await resolveOffloaded(create(LiteralMapSchema, { literals: { x: list(...uris.map(offloaded)) } }), {
    fetchLiteral: async (uri) => {
      seen.push(uri);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolved) => setTimeout(resolved, 5));
      running -= 1;
      return integer(1n);
    },
    signal: new AbortController().signal,
    literalTypes: "all",
  });
  expect(seen.sort()).toEqual([...new Set(uris)].sort());
  expect(most).toBeGreaterThan(8);
  expect(most).toBeLessThanOrEqual(16);
});

test("refuses a literal that holds itself", async () => {
  await expect(resolve(offloaded("s3://b/endless"))).rejects.toThrow("an offloaded input holds itself");
});
