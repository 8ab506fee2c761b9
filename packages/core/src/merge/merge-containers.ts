import type { Container } from "../kubernetes/types.ts";
import type { Frozen } from "./draft.ts";
import { structRules } from "./field-rules.ts";
import { assignStruct, fromGoMemory, type GoStruct, toGoMemory } from "./go-memory.ts";
import { mergeShared } from "./merge-shared.ts";
import { mergeStruct, type Sourced } from "./merge-struct.ts";
import type { Recorder } from "./recorder.ts";
import { type Serving, type ServingRules, servingContainers } from "./serving-containers.ts";

type SourcedContainer = Sourced<Frozen<Container>>;

/**
 * Merges each container over the template containers that serve it.
 * @source flytek8s/pod_helper.go MergeBasePodSpecOntoTemplate, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function mergeContainers(
  recorder: Recorder,
  templates: readonly SourcedContainer[],
  bases: readonly SourcedContainer[],
  rules: ServingRules,
): readonly Frozen<Container>[] {
  const servingFor = servingContainers(
    templates.map(({ value }) => value),
    rules,
  );
  const serving = bases.map(({ value }) => servingFor(value.name ?? ""));
  const merge: ContainerMerge = { recorder, templates, bases, serving };
  return servesSeveral(serving) ? mergeSharing(merge, rules.version === "flyte-2.0") : mergeEach(merge);
}

interface ContainerMerge {
  readonly recorder: Recorder;
  readonly templates: readonly SourcedContainer[];
  readonly bases: readonly SourcedContainer[];
  /** Of each base. */
  readonly serving: readonly Serving[];
}

const containerRules = structRules("corev1.Container");

function mergeEach({ recorder, templates, bases, serving }: ContainerMerge): readonly Frozen<Container>[] {
  return bases.map((base, position) => {
    const { default: byDefault, primary, named } = serving[position] as Serving;
    let under: SourcedContainer | undefined = templates[byDefault];
    const lay = (index: number) => {
      const over = templates[index];
      if (!over) return;
      under = under ? { value: mergeStruct(recorder, containerRules, under, over), origin: under.origin } : over;
    };
    lay(primary);
    for (const index of named) lay(index);
    return under ? mergeStruct(recorder, containerRules, under, base) : base.value;
  });
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
function mergeSharing(
  { recorder, templates, bases, serving }: ContainerMerge,
  grows: boolean,
): readonly Frozen<Container>[] {
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
  const shared = templates.map(inMemory);
  const merged = bases.map((base, position) => {
    const { default: byDefault, primary, named } = serving[position] as Serving;
    let under = shared[byDefault] && copied(shared[byDefault]);
    const lay = (over: Sourced<GoStruct> | undefined, begin: (over: Sourced<GoStruct>) => Sourced<GoStruct>) => {
      if (!over) return;
      if (under) mergeShared(recorder, under, over, type);
      else under = begin(over);
    };
    lay(shared[primary], copied);
    for (const index of named) lay(shared[index], grows ? (over) => over : assigned);
    lay(inMemory(base), (over) => over);
    return under && assigned(under);
  });
  return merged.flatMap((container) => (container ? [fromGoMemory<Container>(recorder, container, type)] : []));
}
