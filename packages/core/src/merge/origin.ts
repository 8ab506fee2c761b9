import type { DocumentId } from "../compose/facts.ts";

/** Keys and list positions, from the root of a Pod or a document. */
export type FieldPath = readonly (string | number)[];

export interface DocumentPlace {
  readonly document: DocumentId;
  readonly path: FieldPath;
}

/** Where a field's value came from. */
export interface Origin {
  /** The layer that wrote it, as the semantics lists it. */
  readonly layer: string;
  /** The document and the path in it that held the value; absent when the layer itself made it. */
  readonly source?: DocumentPlace;
  /** The template container that served (`default`, `default-init`, `primary`, or a container's own name). */
  readonly templateContainer?: string;
}

/** Stands in where an object is owned that was never written: no such object exists in a composed Pod. */
export const unwritten: Origin = { layer: "" };

/**
 * Why a value lost:
 * `replaced` a layer with more say gave another one; `zero-value` it is zero, and zeros do not override; `not-text` it is a number over a text,
 * which Go keeps; `only-default` its layer writes only where nothing stands; `removed` a layer took it away.
 */
export type LossReason = "replaced" | "zero-value" | "not-text" | "only-default" | "removed";

/** A value that is not in the Pod, or not at the place that it was meant for. */
export interface Loser {
  readonly value: unknown;
  readonly origin: Origin;
  readonly reason: LossReason;
  /** The Pod's field that it was for, where it has no leaf there and is told on another one. */
  readonly path?: readonly (string | number)[];
}

/** One leaf of the Pod: who set it, and the values that it overrode, the last loser first. */
export interface TracedField {
  readonly path: FieldPath;
  readonly value: unknown;
  readonly origin: Origin;
  readonly overrode: readonly Loser[];
}

/** Every leaf of a composed Pod, in the Pod's own order. */
export type Trace = readonly TracedField[];

/** A value that a layer took away, and the origin of what bade it do so. */
export interface RemovedValue {
  readonly value: unknown;
  readonly origin: Origin;
  readonly by: Origin;
}
