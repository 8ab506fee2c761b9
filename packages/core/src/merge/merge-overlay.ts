import type { Container, PodSpec } from "../kubernetes/types.ts";
import type { Frozen } from "./draft.ts";
import { rulesWithout, structRules } from "./field-rules.ts";
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
    const placed = containers.map((container, index) => {
      let under = { value: container, origin: recorder.originOf(containers, index, origin) };
      for (const [position, value] of overlays.entries()) {
        if (value.name !== container.name) continue;
        const over = { value, origin: recorder.originOf(overlays, position, overlayOrigin) };
        under = { value: mergeStruct(recorder, containerRules, under, over), origin: under.origin };
      }
      return under.value;
    });
    recorder.placed(merged, list, origin);
    recorder.concatenated(placed, { items: containers, origin }, { items: [], origin });
    merged[list] = placed;
  }
  return merged as Frozen<PodSpec>;
}

const lists = ["containers", "initContainers"] as const;

type List = (typeof lists)[number];

const specRules = rulesWithout(structRules("corev1.PodSpec"), lists);
const containerRules = structRules("corev1.Container");
