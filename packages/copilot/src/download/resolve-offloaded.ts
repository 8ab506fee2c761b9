import { create } from "@bufbuild/protobuf";
import { type Literal, type LiteralMap, LiteralMapSchema, LiteralSchema, ProblemError } from "@podwright/core";
import { forEachBounded, shownUri } from "@podwright/store";
import type { LiteralTypes } from "../literal-types.ts";
import { concurrency } from "../transfer/concurrency.ts";

interface ResolveOptions {
  /** Reads and decodes one literal. */
  readonly fetchLiteral: (uri: string, signal: AbortSignal) => Promise<Literal>;
  readonly signal: AbortSignal;
  readonly literalTypes: LiteralTypes;
}

/**
 * Puts in place of each offloaded literal what its uri holds, wherever it stands: also in what was offloaded itself.
 * Those of one depth are fetched at the same time. For "flyte", only variables and the values of maps, whose own value is
 * not offloaded again: upstream leaves, and then refuses, all others.
 * @problems LITERALS_INVALID for a literal that holds itself, and those of `fetchLiteral`
 * @source flytecopilot/data/download.go RecursiveDownload, flyteorg/flyte v2.0.43
 */
export async function resolveOffloaded(inputs: LiteralMap, options: ResolveOptions): Promise<LiteralMap> {
  const { fetchLiteral, signal, literalTypes } = options;
  const fetched = new Map<string, Literal>();
  for (;;) {
    const missing = new Set<string>();
    const resolved = resolveMap(inputs, {
      everywhere: literalTypes === "all",
      find: (uri) => {
        const found = fetched.get(uri);
        if (!found) missing.add(uri);
        return found;
      },
      above: [],
    });
    if (missing.size === 0) return resolved;
    await forEachBounded(missing, concurrency, signal, async (uri, stepSignal) => {
      fetched.set(uri, await fetchLiteral(uri, stepSignal));
    });
  }
}

interface Place {
  readonly everywhere: boolean;
  /** What a uri holds; undefined while it is not fetched. */
  readonly find: (uri: string) => Literal | undefined;
  /** The uris of the literals that hold this one. */
  readonly above: readonly string[];
}

function resolveMap({ literals }: LiteralMap, place: Place): LiteralMap {
  const entries = Object.entries(literals).map(([key, literal]) => [key, resolveValue(literal, place)]);
  return create(LiteralMapSchema, { literals: Object.fromEntries(entries) as Record<string, Literal> });
}

/** A variable, or the value of a map. */
function resolveValue(literal: Literal, place: Place): Literal {
  if (literal.value.case !== "offloadedMetadata") return resolveInside(literal, place);
  const { uri } = literal.value.value;
  if (place.above.includes(uri)) throw endless(uri);
  const found = place.find(uri);
  if (found === undefined) return literal;
  return (place.everywhere ? resolveValue : resolveInside)(found, { ...place, above: [...place.above, uri] });
}

function resolveInside(literal: Literal, place: Place): Literal {
  const { value } = literal;
  const resolvePart = place.everywhere ? resolveValue : resolveInside;
  switch (value.case) {
    case "map":
      return create(LiteralSchema, { value: { case: "map", value: resolveMap(value.value, place) } });
    case "collection": {
      const literals = value.value.literals.map((item) => resolvePart(item, place));
      return create(LiteralSchema, { value: { case: "collection", value: { literals } } });
    }
    case "scalar": {
      const scalar = value.value.value;
      if (scalar.case !== "union" || !scalar.value.value) return literal;
      const union = { type: scalar.value.type, value: resolvePart(scalar.value.value, place) };
      return create(LiteralSchema, { value: { case: "scalar", value: { value: { case: "union", value: union } } } });
    }
    default:
      return literal;
  }
}

function endless(uri: string): ProblemError {
  return new ProblemError([
    {
      code: "LITERALS_INVALID",
      what: "an offloaded input holds itself",
      where: shownUri(uri),
      fix: "run the task that wrote it again",
    },
  ]);
}
