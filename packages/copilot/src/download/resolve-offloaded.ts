import { create } from "@bufbuild/protobuf";
import { type Literal, type LiteralMap, LiteralMapSchema, ProblemError } from "@podwright/core";

/**
 * Puts in place of each offloaded literal what its uri holds: variables, and the values of maps, at any depth.
 * One inside a collection stays, as upstream leaves it.
 * @param fetchLiteral - reads and decodes one literal
 * @problems LITERALS_INVALID for a literal that holds itself
 * @source flytecopilot/data/download.go RecursiveDownload, flyteorg/flyte v2.0.43
 */
export async function resolveOffloaded(
  map: LiteralMap,
  fetchLiteral: (uri: string) => Promise<Literal>,
  above: readonly string[] = [],
): Promise<LiteralMap> {
  const literals: Record<string, Literal> = {};
  for (const [key, literal] of Object.entries(map.literals)) {
    const uri = literal.value.case === "offloadedMetadata" ? literal.value.value.uri : null;
    if (uri !== null && above.includes(uri)) throw endless(uri);
    const here = uri === null ? literal : await fetchLiteral(uri);
    literals[key] = await resolveBelow(here, fetchLiteral, uri === null ? above : [...above, uri]);
  }
  return create(LiteralMapSchema, { literals });
}

async function resolveBelow(
  literal: Literal,
  fetchLiteral: (uri: string) => Promise<Literal>,
  above: readonly string[],
): Promise<Literal> {
  if (literal.value.case !== "map") return literal;
  const value = await resolveOffloaded(literal.value.value, fetchLiteral, above);
  return { ...literal, value: { case: "map", value } };
}

function endless(uri: string): ProblemError {
  return new ProblemError([
    {
      code: "LITERALS_INVALID",
      what: "an offloaded input holds itself",
      where: uri,
      fix: "run the task that wrote it again",
    },
  ]);
}
