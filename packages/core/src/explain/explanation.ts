import type { Loser, LossReason, Origin, TracedField } from "../merge/origin.ts";

/** Where each field of a Pod came from, and what users gave that is not in it. */
export interface Explanation {
  /** Every leaf, in the Pod's own order. */
  readonly fields: readonly ExplainedField[];
  /** Every value of a user's that lost, in the order of the Pod, then of the documents. */
  readonly lost: readonly LostValue[];
}

/** A leaf under the name that people call it by (`spec.containers[main].image`). */
export interface ExplainedField extends Omit<TracedField, "overrode"> {
  readonly name: string;
  /** The last loser first. */
  readonly overrode: readonly BeatenValue[];
}

export interface BeatenValue extends Omit<Loser, "reason"> {
  readonly reason: LostReason;
}

/**
 * Why a value is not in the Pod, or counts for nothing there. Beside the reasons of the trace:
 * `rendered` it is the text that what stands was made of; `forced` the platform put its own in its place; `repeated` a later entry of the same name counts; `duplicate` it stands twice, which the API
 * server refuses; `container-dropped` the Pod has no container that its template container could serve; `not-taken` no rule of the semantics
 * takes it; `config-replaced` a later file of the config, or a variable of the environment, gave its key another value.
 */
export type LostReason =
  | LossReason
  | "rendered"
  | "forced"
  | "repeated"
  | "duplicate"
  | "container-dropped"
  | "config-replaced"
  | "not-taken";

export interface LostValue {
  /** The Pod's field that it was for; where the Pod has none, the path in its own document. */
  readonly name: string;
  /** The Pod's field; absent where the Pod has none. */
  readonly path?: readonly (string | number)[];
  readonly value: unknown;
  readonly origin: Origin;
  readonly reason: LostReason;
  /** What stands instead; absent if nothing does. `value` is absent if it was only taken away, by this origin. */
  readonly instead?: Standing;
}

interface Standing {
  readonly value?: unknown;
  readonly origin: Origin;
}
