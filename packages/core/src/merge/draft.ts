import type { Container, ObjectMeta, PodSpec } from "../kubernetes/types.ts";
import type { Problem } from "../problem/problem.ts";
import type { Recorder } from "./recorder.ts";
import type { Removal } from "./removal.ts";

/** A value that only merge/ may write. */
export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/**
 * The Pod while layers compose it. Layers read it freely and write it only through the functions of merge/, which
 * record who wrote what in the same step.
 *
 * `metadata`, `spec` and the containers themselves belong to the draft and are written in place. What hangs below them
 * may still be a document's own (a template's, the config's): it is replaced, never changed; `ownField` gives a copy
 * that may be written.
 */
export interface Draft {
  readonly metadata: Frozen<ObjectMeta>;
  readonly spec: Frozen<PodSpec>;
  /** Empty until a layer names it. */
  readonly primaryContainerName: string;
  /** The init container that a template's `primary-init` serves; empty, which serves none, until a layer names it. */
  readonly primaryInitContainerName: string;
  /** Errors and warnings, in the order in which layers met them. */
  readonly problems: readonly Problem[];
  /** The init containers that a layer of the platform brought, by name, and which layer it was. */
  readonly brought: ReadonlyMap<string, string>;
  /** What lower layers are to give no more, whatever they say. */
  readonly removals: readonly Removal[];
  /** Whether hardening that a template sets is locked without being named. */
  readonly locksHardening: boolean;
  readonly recorder: Recorder;
}

/** A Pod with nothing in it yet. */
export function createDraft(
  recorder: Recorder,
  { locksHardening = false }: { readonly locksHardening?: boolean } = {},
): Draft {
  return {
    metadata: {},
    spec: { containers: [] },
    primaryContainerName: "",
    primaryInitContainerName: "",
    problems: [],
    brought: new Map(),
    removals: [],
    locksHardening,
    recorder,
  };
}

/** Adds a problem; after an error the layers that follow are not applied. */
export function report(draft: Draft, problem: Problem): void {
  (draft.problems as Problem[]).push(problem);
}

export function namePrimaryContainer(draft: Draft, name: string): void {
  (draft as { primaryContainerName: string }).primaryContainerName = name;
}

export function namePrimaryInitContainer(draft: Draft, name: string): void {
  (draft as { primaryInitContainerName: string }).primaryInitContainerName = name;
}

/** The primary container: the last one that bears its name, as in Flyte; undefined while there is none. */
export function primaryContainerOf(draft: Draft): Frozen<Container> | undefined {
  return draft.spec.containers.findLast((container) => container.name === draft.primaryContainerName);
}
