import { setField } from "../../merge/write-field.ts";
import type { Layer } from "../layer.ts";
import { isSidecarJob } from "../raw-pod/sidecar-job.ts";

/**
 * No variables for the namespace's services. A PodTemplate that wants them still gets them: laid over it, the zero loses.
 * @source flytek8s/pod_helper.go BuildRawPod, flyteorg/flyte v2.0.43
 */
export const serviceLinks: Layer = {
  name: "service-links",
  apply(draft, { task }) {
    if (!isSidecarJob(task)) setField(draft, draft.spec, "enableServiceLinks", false, { layer: serviceLinks.name });
  },
};
