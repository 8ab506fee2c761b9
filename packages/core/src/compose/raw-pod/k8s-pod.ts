import type { K8sPod } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import { type Draft, namePrimaryContainer, report } from "../../merge/draft.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";
import { documents } from "../documents.ts";
import type { Facts } from "../facts.ts";
import { namedPrimaryContainer } from "./named-primary-container.ts";
import type { Reading } from "./reading.ts";
import { takeMetadata } from "./take-pod-spec.ts";

/**
 * The Pod that a pod task states itself.
 * @returns false if a problem stands in the way: it is reported
 * @problems POD_SPEC_MISSING, MANIFEST_INVALID, PRIMARY_CONTAINER_UNNAMED
 * @source flytek8s/pod_helper.go BuildRawPod, flyteorg/flyte v2.0.43
 */
export function takeK8sPod(draft: Draft, facts: Facts, pod: K8sPod, reading: Reading): boolean {
  if (!pod.podSpec) {
    report(draft, {
      code: "POD_SPEC_MISSING",
      what: badTaskSpecification(
        "Pod tasks with task type version > 1 should specify their target as a K8sPod with a defined pod spec",
      ),
      where: "the task, k8sPod.podSpec",
      fix: "give the task a Pod spec",
    });
    return false;
  }
  const origin = { layer: reading.layer, source: { document: documents.task, path: ["k8sPod"] } };
  const spec = {
    value: pod.podSpec,
    origin: draft.recorder.at(origin, "podSpec"),
    where: "the task, k8sPod.podSpec",
    refusal: "Unable to unmarshal task k8s pod",
  };
  if (!reading.takePodSpec(draft, spec)) return false;
  const primary = namedPrimaryContainer(draft, facts.task.config);
  if (primary === undefined) return false;
  takeMetadata(draft, pod.metadata, draft.recorder.at(origin, "metadata"));
  namePrimaryContainer(draft, primary);
  return true;
}
