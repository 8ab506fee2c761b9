import type { Layer } from "../layer.ts";
import { schedulingLayer } from "../scheduling-layer.ts";

/**
 * Where and as whom the Pod runs. Node requirements that stand already are not repeated.
 * @source flytek8s/pod_helper.go UpdatePod, flyteorg/flyte v2.0.43
 */
export const scheduling: Layer = schedulingLayer("once");
