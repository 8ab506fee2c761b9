import { nvidiaGpu } from "../../../flyte/wire-strings.ts";
import type { Layer } from "../../layer.ts";
import { completeContainer, rawPodLayer } from "../../raw-pod/complete-container.ts";
import type { Reading } from "../../raw-pod/reading.ts";
import { takePodSpec } from "../../raw-pod/take-pod-spec.ts";
import { takeRawPod } from "../../raw-pod/take-raw-pod.ts";

/**
 * As Flyte 2's layer of this name; but a container task's GPUs are NVIDIA's, whatever the platform calls its accelerators.
 * @problems those of Flyte 2's
 * @source flytek8s/utils.go ToK8sResourceList, flyteorg/flyte v1.16.8
 */
export const rawPod: Layer = {
  name: rawPodLayer,
  apply: (draft, facts) => takeRawPod(draft, facts, reading),
};

const reading: Reading = {
  layer: rawPodLayer,
  acceleratorName: nvidiaGpu,
  takePodSpec,
  complete: completeContainer,
};
