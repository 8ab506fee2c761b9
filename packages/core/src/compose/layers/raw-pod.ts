import type { Container } from "../../kubernetes/types.ts";
import type { Draft, Frozen } from "../../merge/draft.ts";
import { setField } from "../../merge/write-field.ts";
import { documents } from "../documents.ts";
import type { Facts } from "../facts.ts";
import type { Layer } from "../layer.ts";
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
  name: "raw-pod",
  apply: (draft, facts) => takeRawPod(draft, facts, { layer, takePodSpec, complete }),
};

const { name: layer } = rawPod;

function complete(draft: Draft, { config }: Facts, container: Frozen<Container>): void {
  setField(draft, container, "terminationMessagePolicy", "FallbackToLogsOnError", { layer });
  const source = { document: documents.config, path: ["image-pull-policy"] };
  const pullPolicy = config["image-pull-policy"];
  if (pullPolicy) setField(draft, container, "imagePullPolicy", pullPolicy, { layer, source });
}
