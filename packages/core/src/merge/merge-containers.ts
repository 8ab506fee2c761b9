import type { Container } from "../kubernetes/types.ts";
import type { Frozen } from "./draft.ts";
import { structRules } from "./field-rules.ts";
import { assignStruct, fromGoMemory, type GoStruct, toGoMemory } from "./go-memory.ts";
import { mergeShared } from "./merge-shared.ts";
import { mergeStruct, type Sourced } from "./merge-struct.ts";
import type { Origin } from "./origin.ts";
import type { Recorder } from "./recorder.ts";
import { type Serving, type ServingRules, servingContainers } from "./serving-containers.ts";

/** A list of containers, and the origin that holds for those that have none of their own. */
export interface SourcedContainers {
  readonly containers: readonly Frozen<Container>[];
  readonly origin: Origin;
}

/**
 * Merges each container over the template containers that serve it.
 * @source flytek8s/pod_helper.go MergeBasePodSpecOntoTemplate, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function mergeContainers(
  recorder: Recorder,
  templates: SourcedContainers,
  bases: SourcedContainers,
  rules: ServingRules,
): readonly Frozen<Container>[] {
  const servingFor = servingContainers(templates.containers, rules);
  const serving = bases.containers.map(({ name }) => servingFor(name ?? ""));
  const merge: ContainerMerge = { recorder, templates, bases, serving };
  return servesSeveral(serving) ? mergeSharing(merge, rules.version === "flyte-2.0") : mergeEach(merge);
}

interface ContainerMerge {
  readonly recorder: Recorder;
  readonly templates: SourcedContainers;
  readonly bases: SourcedContainers;
  /** Of each base. */
  readonly serving: readonly Serving[];
}

const containerRules = structRules("corev1.Container");

type SourcedContainer = Sourced<Frozen<Container>>;

function mergeEach(merge: ContainerMerge): readonly Frozen<Container>[] {
  const { recorder, bases, serving } = merge;
  return bases.containers.map((container, position) => {
    const { default: byDefault, primary, named } = serving[position] as Serving;
    let under = layTemplate(merge, undefined, byDefault);
    under = layTemplate(merge, under, primary);
    for (const index of named) under = layTemplate(merge, under, index);
    return under ? mergeStruct(recorder, containerRules, under, baseAt(merge, position)) : container;
  });
}

/** @param index - of the template container; -1 where there is none */
function layTemplate(
  merge: ContainerMerge,
  under: SourcedContainer | undefined,
  index: number,
): SourcedContainer | undefined {
  if (index < 0) return under;
  const over = templateAt(merge, index);
  return under ? { value: mergeStruct(merge.recorder, containerRules, under, over), origin: under.origin } : over;
}

function templateAt({ recorder, templates }: ContainerMerge, index: number): SourcedContainer {
  const value = templates.containers[index] as Frozen<Container>;
  const origin = recorder.originOf(templates.containers, index, templates.origin);
  return { value, origin: recorder.named(origin, value.name ?? "") };
}

function baseAt({ recorder, bases }: ContainerMerge, index: number): SourcedContainer {
  const value = bases.containers[index] as Frozen<Container>;
  return { value, origin: recorder.originOf(bases.containers, index, bases.origin) };
}

/** Whether one template container serves several containers without being copied first, as `default` is. */
function servesSeveral(serving: readonly Serving[]): boolean {
  if (serving.length < 2) return false;
  const seen = new Set<number>();
  for (const { primary, named } of serving) {
    for (const index of primary >= 0 ? [primary, ...named] : named) {
      if (seen.has(index)) return true;
      seen.add(index);
    }
  }
  return false;
}

const type = "corev1.Container";

/**
 * Where a template container serves several, Flyte's merge writes through the pointers that they come to share: each sees what the others
 * wrote, whatever their order.
 * @param grows - whether a template container that begins a merge is written itself, and grows: in Flyte 2
 */
function mergeSharing(merge: ContainerMerge, grows: boolean): readonly Frozen<Container>[] {
  const { recorder, templates, bases, serving } = merge;
  const inMemory = (sourced: Sourced): Sourced<GoStruct> => ({
    value: toGoMemory(recorder, sourced, type),
    origin: sourced.origin,
  });
  const copied = ({ value, origin }: Sourced<GoStruct>): Sourced<GoStruct> =>
    inMemory({ value: fromGoMemory(recorder, { value, origin }, type), origin });
  const assigned = ({ value, origin }: Sourced<GoStruct>): Sourced<GoStruct> => ({
    value: assignStruct(recorder, { value, origin }, type),
    origin,
  });
  const shared = templates.containers.map((_, index) => inMemory(templateAt(merge, index)));
  const merged = bases.containers.map((_, position) => {
    const { default: byDefault, primary, named } = serving[position] as Serving;
    let under = shared[byDefault] && copied(shared[byDefault]);
    const lay = (over: Sourced<GoStruct> | undefined, begin: (over: Sourced<GoStruct>) => Sourced<GoStruct>) => {
      if (!over) return;
      if (under) mergeShared(recorder, under, over, type);
      else under = begin(over);
    };
    lay(shared[primary], copied);
    for (const index of named) lay(shared[index], grows ? (over) => over : assigned);
    lay(inMemory(baseAt(merge, position)), (over) => over);
    return under && assigned(under);
  });
  return merged.flatMap((container) => (container ? [fromGoMemory<Container>(recorder, container, type)] : []));
}
