import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";

/** One line of a file of cases. */
export type VectorCase = Readonly<Record<string, unknown>> & { readonly id: string };

/** Makes of one case what the vectors hold of it: the result line without its id. */
export type CaseRunner = (input: VectorCase, semantics: FlyteVersion) => Readonly<Record<string, unknown>>;

/** Cases of composition, merge and phase name their kind; the others are told by what they hold. */
export function kindOf(input: VectorCase): string {
  if (typeof input.kind === "string") return input.kind;
  if ("files" in input) return "config";
  return "sent" in input ? "apiserver" : "unknown";
}
