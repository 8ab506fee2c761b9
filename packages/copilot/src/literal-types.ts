import type { Compat } from "./settings/compat.ts";

/**
 * Which literals the copilot moves: all that it can, or only those that flyte-copilot takes too.
 * What both take they lay out alike.
 */
export type LiteralTypes = "all" | "flyte";

export function literalTypesOf(compat: Compat): LiteralTypes {
  return compat === "flyte" ? "flyte" : "all";
}
