/**
 * Which literals the copilot moves: all that it can, or only those that flyte-copilot takes too (`--compat flyte`).
 * What both take they lay out alike.
 */
export type LiteralTypes = "all" | "flyte";
