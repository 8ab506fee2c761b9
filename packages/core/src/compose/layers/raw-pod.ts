import { genericAccelerator } from "../container-resources.ts";
import type { Layer } from "../layer.ts";
import { completeContainer, rawPodLayer } from "../raw-pod/complete-container.ts";
import type { Reading } from "../raw-pod/reading.ts";
import { takePodSpec } from "../raw-pod/take-pod-spec.ts";
import { takeRawPod } from "../raw-pod/take-raw-pod.ts";

/**
 * The Pod as the task states it: one container named as the Pod, or its own Pod spec; or the Pod spec that the execution puts in
 * the place of either.
 * @problems TASK_TARGET_UNSUPPORTED, TASK_RESOURCES_MISSING, QUANTITY_INVALID, POD_SPEC_MISSING, MANIFEST_INVALID,
 * PRIMARY_CONTAINER_UNNAMED
 * @source plugins/k8s/pod/plugin.go BuildResource, flytek8s/pod_helper.go BuildRawPod, flyteorg/flyte v2.0.43
 */
export const rawPod: Layer = {
  name: rawPodLayer,
  apply: (draft, facts) => takeRawPod(draft, facts, reading),
};

const reading: Reading = {
  layer: rawPodLayer,
  acceleratorName: genericAccelerator,
  takePodSpec,
  complete: completeContainer,
};
