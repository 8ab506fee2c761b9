import { type Draft, namePrimaryContainer, report } from "../../merge/draft.ts";
import { appendItems } from "../../merge/list-items.ts";
import type { Origin } from "../../merge/origin.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";
import { documents } from "../documents.ts";
import type { Facts } from "../facts.ts";
import type { Layer } from "../layer.ts";
import { takeK8sPod } from "../raw-pod/k8s-pod.ts";
import { rawContainer } from "../raw-pod/raw-container.ts";
import { isSidecarJob, takeSidecarJob } from "../raw-pod/sidecar-job.ts";
import { takeMetadata, takePodSpec } from "../raw-pod/take-pod-spec.ts";

/**
 * The Pod as the task states it: one container named as the Pod, or its own Pod spec; or the Pod spec that the execution puts in
 * the place of either.
 * @problems TASK_TARGET_UNSUPPORTED, TASK_RESOURCES_MISSING, QUANTITY_INVALID, POD_SPEC_MISSING, MANIFEST_INVALID,
 * PRIMARY_CONTAINER_UNNAMED
 * @source plugins/k8s/pod/plugin.go BuildResource, flytek8s/pod_helper.go BuildRawPod, flyteorg/flyte v2.0.43
 */
export const rawPod: Layer = {
  name: "raw-pod",
  apply(draft, facts) {
    if (isSidecarJob(facts.task)) takeSidecarJob(draft, facts.task, layer);
    else if (takeTarget(draft, facts)) replacePodSpec(draft, facts);
  },
};

const { name: layer } = rawPod;

/** False if a problem stands in the way. */
function takeTarget(draft: Draft, facts: Facts): boolean {
  const { target } = facts.task;
  if (target.case === "k8sPod") return takeK8sPod(draft, facts, target.value, layer);
  if (target.case !== "container") {
    report(draft, {
      code: "TASK_TARGET_UNSUPPORTED",
      what: badTaskSpecification("invalid TaskSpecification, unable to determine Pod configuration"),
      where: `the task, target: ${target.case ?? "none"}`,
      fix: "give a task whose target is a container or a Pod (k8sPod)",
    });
    return false;
  }
  const container = rawContainer(draft, facts, target.value, layer);
  if (!container) return false;
  appendItems(draft, draft.spec, "containers", [container], { layer });
  namePrimaryContainer(draft, container.name);
  return true;
}

const fromOverride: Origin = {
  layer,
  source: { document: documents.execution, path: ["overrides", "podTemplate"] },
};

/** The execution's Pod spec stands alone; only its metadata is laid over the task's. */
function replacePodSpec(draft: Draft, { execution }: Facts): void {
  const override = execution.overrides?.podTemplate;
  if (!override?.podSpec) return;
  const { recorder } = draft;
  const spec = {
    value: override.podSpec,
    origin: recorder.at(fromOverride, "podSpec"),
    where: "the execution, overrides.podTemplate.podSpec",
  };
  if (!takePodSpec(draft, spec)) return;
  takeMetadata(draft, override.metadata, recorder.at(fromOverride, "metadata"));
  namePrimaryContainer(draft, override.primaryContainerName);
}
