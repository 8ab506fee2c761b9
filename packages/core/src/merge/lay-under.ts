import type { Container, ObjectMeta, PodSpec } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "./draft.ts";
import type { Writable } from "./field-types.ts";
import { type KeyedRule, type KeyedRules, keyedRules } from "./keyed-rules.ts";
import { mergeKeyed } from "./merge-keyed.ts";
import type { Sourced } from "./merge-struct.ts";
import { type Origin, unwritten } from "./origin.ts";
import type { Recorder } from "./recorder.ts";
import { type ContainerPlace, withoutRemoved, withoutRemovedOf } from "./removal.ts";

/** Lays a Pod spec under the draft's: what the draft has wins, by `keyedTable`. Containers are not looked at. */
export function laySpecUnder(draft: Draft, low: Sourced<Frozen<PodSpec>>): void {
  const { recorder, spec } = draft;
  const merged = mergeUnder(draft, specRules, withoutRemoved(draft, low), spec);
  for (const list of containerLists) {
    if (spec[list] === undefined) delete (merged as Writable)[list];
    else {
      recorder.placed(merged, list, recorder.originOf(spec, list, unwritten));
      (merged as Writable)[list] = spec[list];
    }
  }
  (draft as { spec: Frozen<PodSpec> }).spec = merged;
}

/** Lays a container's parts under those of a container of the draft. */
export function layContainerUnder(
  draft: Draft,
  { list, index }: { readonly list: ContainerPlace["list"]; readonly index: number },
  low: Sourced<Partial<Frozen<Container>>>,
): void {
  const containers = draft.spec[list];
  const container = containers?.[index];
  if (!container) return;
  const under = withoutRemovedOf(draft, { list, name: container.name }, low);
  const own = { value: container, origin: originOfContainer(draft, list, index) };
  const merged = mergeKeyed<Partial<Frozen<Container>>>(draft.recorder, containerRules, under, own);
  (containers as Partial<Frozen<Container>>[])[index] = merged;
}

/** Lays a container's parts over those of a container of the draft. */
export function layContainerOver(
  draft: Draft,
  { list, index }: { readonly list: ContainerPlace["list"]; readonly index: number },
  high: Sourced<Partial<Frozen<Container>>>,
): void {
  const containers = draft.spec[list];
  const container = containers?.[index];
  if (!container) return;
  const low = { value: container, origin: originOfContainer(draft, list, index) };
  const merged = mergeKeyed<Partial<Frozen<Container>>>(draft.recorder, containerRules, low, high);
  (containers as Partial<Frozen<Container>>[])[index] = merged;
}

/** Holds for the fields of a container that were not written one by one. */
function originOfContainer({ recorder, spec }: Draft, list: ContainerPlace["list"], index: number): Origin {
  return recorder.originOf(spec[list] ?? [], index, recorder.originOf(spec, list, unwritten));
}

/** Two containers of one document, the higher over the lower: as one container they go under the draft's. */
export function mergeContainers(
  recorder: Recorder,
  low: Sourced<Frozen<Container>>,
  high: Sourced<Frozen<Container>>,
): Sourced<Frozen<Container>> {
  return { value: mergeKeyed(recorder, containerRules, low, high), origin: high.origin };
}

/** Lays object metadata under the draft's. */
export function layMetadataUnder(draft: Draft, low: Sourced<Frozen<ObjectMeta>>): void {
  (draft as { metadata: Writable }).metadata = mergeUnder(draft, metadataRules, low, draft.metadata) as Writable;
}

const containerLists = ["containers", "initContainers"] as const;

const specRules: KeyedRules = new Map([
  ...keyedRules("corev1.PodSpec"),
  ...containerLists.map((list): [string, KeyedRule] => [list, { kind: "elsewhere" }]),
]);
const containerRules = keyedRules("corev1.Container");
const metadataRules = keyedRules("metav1.ObjectMeta");

function mergeUnder<T extends object>(draft: Draft, rules: KeyedRules, low: Sourced<T>, value: T): T {
  return mergeKeyed(draft.recorder, rules, low, { value, origin: unwritten });
}
