import type { Pod } from "../kubernetes/gen/types.ts";
import type { RemovedValue, Trace } from "../merge/origin.ts";
import type { Problem } from "../problem/problem.ts";

/** What composing gives. Composing that cannot give a Pod gives problems instead (`Result<Composition>`). */
export interface Composition {
  /** As Flyte would submit it, object metadata included. */
  readonly pod: Pod;
  readonly primaryContainerName: string;
  /** Absent unless it was asked for. */
  readonly trace?: Trace;
  /** What layers took away; absent unless a trace was asked for. */
  readonly removals?: readonly RemovedValue[];
  /** Warnings: the Pod stands, but a user's value was lost or will not do what its author meant. */
  readonly problems: readonly Problem[];
}
