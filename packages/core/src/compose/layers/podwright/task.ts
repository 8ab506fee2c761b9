import { type Draft, report } from "../../../merge/draft.ts";
import { unset } from "../../../merge/removal.ts";
import { annotationPaths } from "../../annotation-paths.ts";
import { genericAccelerator } from "../../container-resources.ts";
import { documents } from "../../documents.ts";
import type { Facts } from "../../facts.ts";
import type { Layer } from "../../layer.ts";
import type { Reading } from "../../raw-pod/reading.ts";
import { takeRawPod } from "../../raw-pod/take-raw-pod.ts";
import { takeWrittenPodSpec } from "../../raw-pod/take-written-pod-spec.ts";
import { unsetAnnotation } from "../../unset-annotation.ts";

/**
 * The Pod as the task states it; the execution's Pod spec in its place if there is one. What is written counts, zeros included. What its annotation
 * `podwright.dev/unset` names, no layer below gives.
 * @problems those of `takeRawPod` and `takeWrittenPodSpec`, ANNOTATION_INVALID
 */
export const task: Layer = {
  name: "task",
  apply(draft, facts) {
    takeRawPod(draft, facts, reading);
    unsetByAnnotation(draft, facts);
  },
};

const reading: Reading = {
  layer: task.name,
  acceleratorName: genericAccelerator,
  takePodSpec: takeWrittenPodSpec,
};

function unsetByAnnotation(draft: Draft, { execution }: Facts): void {
  const givers = [
    { annotations: draft.metadata.annotations, whose: "the task", document: documents.task },
    { annotations: execution.annotations, whose: "the execution", document: documents.execution },
  ];
  for (const { annotations, whose, document } of givers) {
    if (!annotations || !Object.hasOwn(annotations, unsetAnnotation)) continue;
    const text = annotations[unsetAnnotation] ?? "";
    const where = `${whose}, annotation ${unsetAnnotation}`;
    const ofAll = { layer: task.name, source: { document, path: ["annotations"] } };
    const origin = draft.recorder.originOf(annotations, unsetAnnotation, ofAll);
    const paths = annotationPaths(text, where);
    if (paths.ok)
      for (const path of paths.value)
        unset(draft, { path: path.segments, text: path.text, mustMeet: true, where: `${where}: ${path.text}`, origin });
    else for (const problem of paths.problems) report(draft, problem);
  }
}
