import { primaryContainerKey, taskTypes } from "../../flyte/wire-strings.ts";
import { mergeMap } from "../../merge/map-entries.ts";
import type { Layer } from "../layer.ts";

/**
 * Notes the primary container where it alone decides when the task is done: in sidecar tasks, and where it is the only container of the Pod,
 * but for raw containers.
 * @source plugins/k8s/pod/plugin.go BuildResource, flyteorg/flyte v2.0.43
 */
export const primaryAnnotation: Layer = {
  name: "primary-annotation",
  apply(draft, facts) {
    const { type } = facts.task;
    const isAlone = draft.spec.containers.length === 1 && type !== taskTypes.rawContainer;
    if (!isAlone && type !== taskTypes.sidecar) return;
    const annotations = { [primaryContainerKey]: draft.primaryContainerName };
    mergeMap(draft, draft.metadata, "annotations", annotations, { layer: primaryAnnotation.name });
  },
};
