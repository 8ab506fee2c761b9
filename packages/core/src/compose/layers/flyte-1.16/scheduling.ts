import type { Layer } from "../../layer.ts";
import { schedulingLayer } from "../../scheduling-layer.ts";

/**
 * Where and as whom the Pod runs. Node requirements that stand already are written once more.
 * @source flytek8s/pod_helper.go UpdatePod, flyteorg/flyte v1.16.8
 */
export const scheduling: Layer = schedulingLayer("again");
