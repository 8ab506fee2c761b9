import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { ObjectMeta, PodSpec } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "./draft.ts";
import { structRules } from "./field-rules.ts";
import type { Writable } from "./field-types.ts";
import { mergePodSpec } from "./merge-pod-spec.ts";
import { mergeStruct, type Sourced } from "./merge-struct.ts";
import { type Origin, unwritten } from "./origin.ts";

/** Makes a Pod spec that a document holds whole the draft's. */
export function takeSpec(draft: Draft, spec: Frozen<PodSpec>, origin: Origin): void {
  const taken = ownedCopy(draft, spec, origin);
  for (const list of ["containers", "initContainers"] as const) {
    const containers = spec[list];
    if (!containers) continue;
    const listOrigin = draft.recorder.at(origin, list);
    const owned = containers.map((container, index) =>
      ownedCopy(draft, container, draft.recorder.at(listOrigin, index)),
    );
    (taken as Writable)[list] = owned;
  }
  (draft as { spec: Frozen<PodSpec> }).spec = taken;
}

/** Lays the draft's spec over a template's, which serves it as `mergePodSpec` says. */
export function laySpecOver(draft: Draft, template: Sourced<Frozen<PodSpec>>, version: FlyteVersion): void {
  const merged = mergePodSpec(draft.recorder, {
    template,
    base: { value: draft.spec, origin: unwritten },
    primaryContainerName: draft.primaryContainerName,
    primaryInitContainerName: draft.primaryInitContainerName,
    version,
  });
  (draft as { spec: Frozen<PodSpec> }).spec = merged;
}

/** Lays the draft's metadata over a template's. */
export function layMetadataOver(draft: Draft, template: Sourced<Frozen<ObjectMeta>>): void {
  const base = { value: draft.metadata, origin: unwritten };
  const merged = mergeStruct(draft.recorder, metadataRules, template, base);
  (draft as { metadata: Frozen<ObjectMeta> }).metadata = merged;
}

const metadataRules = structRules("metav1.ObjectMeta");

function ownedCopy<T extends object>(draft: Draft, value: T, origin: Origin): T {
  const copy = { ...value };
  draft.recorder.copied(copy, value, origin);
  return copy;
}
