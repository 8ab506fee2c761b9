import { create } from "@bufbuild/protobuf";
import { type Literal, type LiteralMap, LiteralMapSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";

/**
 * Puts in place of each offloaded literal what its uri holds: variables, and the values of maps, at any depth.
 * One inside a collection stays, as upstream leaves it.
 * @param fetchLiteral - reads and decodes one literal
 * @source flytecopilot/data/download.go RecursiveDownload, flyteorg/flyte v2.0.43
 */
export async function resolveOffloaded(
  map: LiteralMap,
  fetchLiteral: (uri: string) => Promise<Literal>,
): Promise<LiteralMap> {
  const literals: Record<string, Literal> = {};
  for (const [key, literal] of Object.entries(map.literals)) literals[key] = await resolve(literal, fetchLiteral);
  return create(LiteralMapSchema, { literals });
}

async function resolve(literal: Literal, fetchLiteral: (uri: string) => Promise<Literal>): Promise<Literal> {
  const here = literal.value.case === "offloadedMetadata" ? await fetchLiteral(literal.value.value.uri) : literal;
  if (here.value.case !== "map") return here;
  return { ...here, value: { case: "map", value: await resolveOffloaded(here.value.value, fetchLiteral) } };
}
