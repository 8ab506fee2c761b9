import { layPodTemplate } from "../../lay-pod-template.ts";
import type { Layer } from "../../layer.ts";

/**
 * As Flyte 2's layer of this name; but `primary-init` serves the copilot's downloader, and a template container of the primary container's own name
 * serves nothing.
 * @problems as warnings DEFAULT_POD_TEMPLATE_MISSING, PRIMARY_INIT_NEVER_APPLIES, TEMPLATE_CONTAINER_UNMATCHED
 * @source flytek8s/pod_helper.go MergeWithBasePodTemplate, flyteorg/flyte v1.16.8
 */
export const podTemplate: Layer = {
  name: "pod-template",
  apply(draft, facts) {
    layPodTemplate(draft, facts, "flyte-1.16", podTemplate.name);
  },
};
