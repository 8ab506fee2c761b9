import type { Draft } from "../merge/draft.ts";
import type { Facts } from "./facts.ts";

/** One named step of composition; where it stands in a semantics' list is its place in the order of precedence. */
export interface Layer {
  readonly name: string;
  /** Writes the draft through merge/ only. What cannot be done is reported on the draft. */
  apply(draft: Draft, facts: Facts): void;
}
