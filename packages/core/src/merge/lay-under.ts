import type { Container, ObjectMeta, PodSpec } from "../kubernetes/types.ts";
import type { Problem } from "../problem/problem.ts";
import { type Draft, type Frozen, report } from "./draft.ts";
import type { Writable } from "./field-types.ts";
import { type KeyedRule, type KeyedRules, keyedRules } from "./keyed-rules.ts";
import { mergeKeyed } from "./merge-keyed.ts";
import type { Sourced } from "./merge-struct.ts";
import { unwritten } from "./origin.ts";
import type { Recorder } from "./recorder.ts";
import { type ContainerPlace, withoutRemoved, withoutRemovedOf } from "./removal.ts";

/** Lays a Pod spec under the draft's: what the draft has wins, by `keyedTable`. Containers are not looked at. */
export function laySpecUnder(draft: Draft, low: Sourced<Frozen<PodSpec>>): void {
  const { recorder, spec } = draft;
  const under = withoutRemoved(draft, low);
  if (alternativesOf(under.value) * alternativesOf(spec) > mostAlternatives) {
    report(draft, tooMany(low.origin.layer));
    return;
  }
  const merged = mergeUnder(draft, specRules, under, spec);
  for (const list of containerLists) {
    if (spec[list] === undefined) delete (merged as Writable)[list];
    else {
      recorder.placed(merged, list, recorder.originOf(spec, list, unwritten));
      (merged as Writable)[list] = spec[list];
    }
  }
  (draft as { spec: Frozen<PodSpec> }).spec = merged;
}

/** A container of the draft by its place. */
export interface ContainerIndex {
  readonly list: ContainerPlace["list"];
  readonly index: number;
}

/** Lays a container's parts under those of a container of the draft. */
export function layContainerUnder(draft: Draft, place: ContainerIndex, low: Sourced<ContainerParts>): void {
  const container = sourcedContainer(draft, place);
  if (!container) return;
  const name = container.value.name ?? "";
  const under = withoutRemovedOf(draft, { list: place.list, name }, low);
  putContainer(draft, place, mergeKeyed(draft.recorder, containerRules, under, container));
}

/** Lays a container's parts over those of a container of the draft. */
export function layContainerOver(draft: Draft, place: ContainerIndex, high: Sourced<ContainerParts>): void {
  const container = sourcedContainer(draft, place);
  if (container) putContainer(draft, place, mergeKeyed(draft.recorder, containerRules, container, high));
}

type ContainerParts = Partial<Frozen<Container>>;

/** With the origin of those of its fields that nobody wrote one by one. */
export function sourcedContainer(
  { spec, recorder }: Draft,
  { list, index }: ContainerIndex,
): Sourced<ContainerParts> | undefined {
  const containers = spec[list];
  const value = containers?.[index];
  if (!containers || !value) return undefined;
  return { value, origin: recorder.originOf(containers, index, recorder.originOf(spec, list, unwritten)) };
}

function putContainer({ spec }: Draft, { list, index }: ContainerIndex, container: ContainerParts): void {
  (spec[list] as ContainerParts[])[index] = container;
}

/** Two containers of one document, the higher over the lower: as one container they go under the draft's. */
export function mergeContainers(
  recorder: Recorder,
  low: Sourced<Frozen<Container>>,
  high: Sourced<Frozen<Container>>,
): Sourced<Frozen<Container>> {
  return { value: mergeKeyed(recorder, containerRules, low, high), origin: high.origin };
}

/** Two Pod specs as one, the higher over the lower. Containers are not looked at. */
export function mergeSpecs(
  recorder: Recorder,
  low: Sourced<Frozen<PodSpec>>,
  high: Sourced<Frozen<PodSpec>>,
): Sourced<Frozen<PodSpec>> {
  return { value: mergeKeyed(recorder, specRules, low, high), origin: high.origin };
}

/** Lays object metadata under the draft's. */
export function layMetadataUnder(draft: Draft, low: Sourced<Frozen<ObjectMeta>>): void {
  (draft as { metadata: Writable }).metadata = mergeUnder(draft, metadataRules, low, draft.metadata) as Writable;
}

/** Joined node selector terms are compared with each other: a Pod with more has lost its reader long before. */
const mostAlternatives = 1024;

function alternativesOf({ affinity }: Frozen<PodSpec>): number {
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms?.length ?? 0;
}

function tooMany(layer: string): Problem {
  return {
    code: "NODE_TERMS_TOO_MANY",
    what: `the required node selector terms of ${layer} and of the layers above it give more than ${mostAlternatives} when each is joined with each`,
    where: "the Pod, affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms",
    fix: "say the same with fewer terms: values of one key can stand in one requirement",
  };
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
