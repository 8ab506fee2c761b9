import type { FieldPath, Origin } from "../merge/origin.ts";

/** A value that one of two Pods has, and who set it. Of an object or list the origin is that of its first leaf that a document held. */
export interface DiffValue {
  readonly value: unknown;
  readonly origin: Origin;
  /** In its own Pod. */
  readonly path: FieldPath;
}

/** One difference between two Pods. */
export interface PodChange {
  /** What people call the field: `spec.containers[main].image`. */
  readonly name: string;
  /** `moved`: the same entries in another order, in a list whose order matters; the values are the entries' names. */
  readonly kind: "added" | "removed" | "changed" | "moved";
  /** Absent if it was added. */
  readonly before?: DiffValue;
  /** Absent if it was removed. */
  readonly after?: DiffValue;
}
