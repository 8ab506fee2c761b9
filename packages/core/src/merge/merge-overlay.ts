import type { Container, PodSpec } from "../kubernetes/types.ts";
import type { Frozen } from "./draft.ts";
import { rulesWithout, structRules } from "./field-rules.ts";
import { assignStruct, fromGoMemory, type GoStruct, toGoMemory } from "./go-memory.ts";
import { mergeShared } from "./merge-shared.ts";
import { mergeStruct, type Sourced } from "./merge-struct.ts";
import type { Recorder } from "./recorder.ts";

/**
 * Merges an overlay over a Pod spec: containers are the spec's own, in its order, each under the overlay's of its name. What only the overlay has
 * is dropped.
 * @source flytek8s/pod_helper.go MergeOverlayPodSpecOntoBase, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function mergeOverlay(
  recorder: Recorder,
  base: Sourced<Frozen<PodSpec>>,
  overlay: Sourced<Frozen<PodSpec>>,
): Frozen<PodSpec> {
  const merged = mergeStruct(recorder, specRules, base, overlay) as { [key in List]?: readonly Frozen<Container>[] };
  for (const list of lists) {
    const containers = base.value[list];
    if (!containers) {
      delete merged[list];
      continue;
    }
    const origin = recorder.originOf(base.value, list, base.origin);
    const overlays = overlay.value[list] ?? [];
    const overlayOrigin = recorder.originOf(overlay.value, list, overlay.origin);
    const placed = mergeContainers(
      recorder,
      containers.map((value, index) => ({ value, origin: recorder.originOf(containers, index, origin) })),
      overlays.map((value, index) => ({ value, origin: recorder.originOf(overlays, index, overlayOrigin) })),
    );
    recorder.placed(merged, list, origin);
    recorder.concatenated(placed, { items: containers, origin }, { items: [], origin });
    merged[list] = placed;
  }
  return merged as Frozen<PodSpec>;
}

type SourcedContainer = Sourced<Frozen<Container>>;

function mergeContainers(
  recorder: Recorder,
  bases: readonly SourcedContainer[],
  overlays: readonly SourcedContainer[],
): readonly Frozen<Container>[] {
  const names = bases.map(({ value }) => value.name);
  const servesSeveral = overlays.some(({ value: { name } }) => names.indexOf(name) !== names.lastIndexOf(name));
  return servesSeveral ? mergeSharing(recorder, bases, overlays) : mergeEach(recorder, bases, overlays);
}

function mergeEach(
  recorder: Recorder,
  bases: readonly SourcedContainer[],
  overlays: readonly SourcedContainer[],
): readonly Frozen<Container>[] {
  return bases.map((base) => {
    let under = base;
    for (const over of overlays)
      if (over.value.name === base.value.name)
        under = { value: mergeStruct(recorder, containerRules, under, over), origin: base.origin };
    return under.value;
  });
}

/** Where an overlay's container serves several, these come to share its pointers, and each sees what is written through them later. */
function mergeSharing(
  recorder: Recorder,
  bases: readonly SourcedContainer[],
  overlays: readonly SourcedContainer[],
): readonly Frozen<Container>[] {
  const inMemory = (sourced: SourcedContainer): Sourced<GoStruct> => ({
    value: toGoMemory(recorder, sourced, type),
    origin: sourced.origin,
  });
  const shared = overlays.map(inMemory);
  const merged = bases.map((base) => {
    const under = inMemory(base);
    for (const over of shared) if (over.value.name === base.value.name) mergeShared(recorder, under, over, type);
    return { value: assignStruct(recorder, under, type), origin: base.origin };
  });
  return merged.map((container) => fromGoMemory<Container>(recorder, container, type));
}

const type = "corev1.Container";

const lists = ["containers", "initContainers"] as const;

type List = (typeof lists)[number];

const specRules = rulesWithout(structRules("corev1.PodSpec"), lists);
const containerRules = structRules(type);
