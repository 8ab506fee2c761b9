import { layPodTemplate } from "../lay-pod-template.ts";
import type { Layer } from "../layer.ts";

/**
 * Lays all that stands so far over the PodTemplate that the task names, or else over the platform's default one, if it exists.
 * @problems POD_TEMPLATE_MISSING; as warnings DEFAULT_POD_TEMPLATE_MISSING, PRIMARY_INIT_NEVER_APPLIES, TEMPLATE_CONTAINER_UNMATCHED
 * @source flytek8s/pod_helper.go MergeWithBasePodTemplate, flyteorg/flyte v2.0.43
 */
export const podTemplate: Layer = {
  name: "pod-template",
  apply(draft, facts) {
    layPodTemplate(draft, facts, "flyte-2.0", podTemplate.name);
  },
};
