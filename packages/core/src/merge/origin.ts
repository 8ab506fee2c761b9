import type { DocumentId } from "../compose/facts.ts";

/** Where a field's value came from. */
export interface Origin {
  /** The layer that wrote it, as the semantics lists it. */
  readonly layer: string;
  /** The document and the path in it that held the value; absent when the layer itself made it. */
  readonly source?: { readonly document: DocumentId; readonly path: readonly (string | number)[] };
  /** The template container that served (`default`, `default-init`, `primary`, or a container's own name). */
  readonly templateContainer?: string;
}

/** Stands in where an object is owned that was never written: no such object exists in a composed Pod. */
export const unwritten: Origin = { layer: "" };

/** One leaf of the Pod: who set it, and the values that it overrode, the last loser first. */
export interface TracedField {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly origin: Origin;
  readonly overrode: readonly { readonly value: unknown; readonly origin: Origin }[];
}

/** Every leaf of a composed Pod, in the Pod's own order. */
export type Trace = readonly TracedField[];
