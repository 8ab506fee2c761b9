import { type Draft, namePrimaryContainer, report } from "../../merge/draft.ts";
import { appendItems } from "../../merge/list-items.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";
import { documents } from "../documents.ts";
import type { Facts } from "../facts.ts";
import { takeK8sPod } from "./k8s-pod.ts";
import { rawContainer } from "./raw-container.ts";
import type { Reading } from "./reading.ts";
import { isSidecarJob, takeSidecarJob } from "./sidecar-job.ts";
import { takeMetadata } from "./take-pod-spec.ts";

/**
 * Makes the Pod that a task states the draft's: one container named as the Pod, or its own Pod spec; or the Pod spec that the
 * execution puts in the place of either.
 * @problems TASK_TARGET_UNSUPPORTED, TASK_RESOURCES_MISSING, QUANTITY_INVALID, POD_SPEC_MISSING, MANIFEST_INVALID,
 * PRIMARY_CONTAINER_UNNAMED
 * @source plugins/k8s/pod/plugin.go BuildResource, flytek8s/pod_helper.go BuildRawPod, flyteorg/flyte v2.0.43
 */
export function takeRawPod(draft: Draft, facts: Facts, reading: Reading): void {
  if (isSidecarJob(facts.task)) takeSidecarJob(draft, facts.task, reading);
  else if (takeTarget(draft, facts, reading)) replacePodSpec(draft, facts, reading);
}

/** False if a problem stands in the way. */
function takeTarget(draft: Draft, facts: Facts, reading: Reading): boolean {
  const { target } = facts.task;
  if (target.case === "k8sPod") return takeK8sPod(draft, facts, target.value, reading);
  if (target.case !== "container") {
    report(draft, {
      code: "TASK_TARGET_UNSUPPORTED",
      what: badTaskSpecification("invalid TaskSpecification, unable to determine Pod configuration"),
      where: `the task, target: ${target.case ?? "none"}`,
      fix: "give a task whose target is a container or a Pod (k8sPod)",
    });
    return false;
  }
  const container = rawContainer(draft, facts, target.value, reading);
  if (!container) return false;
  appendItems(draft, draft.spec, "containers", [container], { layer: reading.layer });
  namePrimaryContainer(draft, container.name);
  return true;
}

/** The execution's Pod spec stands alone; only its metadata is laid over the task's. */
function replacePodSpec(draft: Draft, { execution }: Facts, reading: Reading): void {
  const override = execution.overrides?.podTemplate;
  if (!override?.podSpec) return;
  const { recorder } = draft;
  const source = { document: documents.execution, path: ["overrides", "podTemplate"] };
  const origin = { layer: reading.layer, source };
  const spec = {
    value: override.podSpec,
    origin: recorder.at(origin, "podSpec"),
    where: "the execution, overrides.podTemplate.podSpec",
  };
  if (!reading.takePodSpec(draft, spec)) return;
  takeMetadata(draft, override.metadata, recorder.at(origin, "metadata"));
  namePrimaryContainer(draft, override.primaryContainerName);
}
