import { report } from "../../../merge/draft.ts";
import { isError } from "../../../problem/problem.ts";
import type { Layer } from "../../layer.ts";
import { podTemplateMissing } from "../../pod-template-missing.ts";

/**
 * Ends composing where the task names a PodTemplate that does not exist, before anything else of the task is looked at.
 * @problems POD_TEMPLATE_MISSING
 * @source flytek8s/pod_helper.go ApplyFlytePodConfiguration, flyteorg/flyte v1.16.8
 */
export const podTemplateExists: Layer = {
  name: "pod-template-exists",
  apply(draft, facts) {
    const missing = podTemplateMissing(facts);
    if (missing && isError(missing)) report(draft, missing);
  },
};
