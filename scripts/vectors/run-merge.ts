import { constrainScheduling } from "../../packages/core/src/compose/constrain-scheduling.ts";
import { platformConfig } from "../../packages/core/src/config/meant/read-section.ts";
import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";
import { decodeKubernetes } from "../../packages/core/src/kubernetes/decode.ts";
import type { PodSpec } from "../../packages/core/src/kubernetes/types.ts";
import { createDraft } from "../../packages/core/src/merge/draft.ts";
import { mergeOverlay } from "../../packages/core/src/merge/merge-overlay.ts";
import { mergePodSpec } from "../../packages/core/src/merge/merge-pod-spec.ts";
import { silentRecorder } from "../../packages/core/src/merge/recorder.ts";
import { takeSpec } from "../../packages/core/src/merge/write-spec.ts";
import { valueOrThrow } from "../../packages/core/src/problem/problem-error.ts";
import type { CaseRunner } from "./case-runner.ts";

/** Kind `mergeTemplate`: the Pod spec merged over the template's. */
export const runMergeTemplate: CaseRunner = (input, semantics) => {
  const { template, base, primaryContainerName, primaryInitContainerName } = input;
  if (!template || !base) return { error: "neither the templatePodSpec or the basePodSpec can be nil" };
  const podSpec = mergePodSpec(silentRecorder, {
    template: sourced(template),
    base: sourced(base),
    primaryContainerName: String(primaryContainerName ?? ""),
    primaryInitContainerName: String(primaryInitContainerName ?? ""),
    version: versionOf(semantics),
  });
  return { podSpec, error: null };
};

/** Kind `mergeOverlay`: the overlay merged over the Pod spec; held to the platform's nodes again, in Flyte 2 and where the case asks for it. */
export const runMergeOverlay: CaseRunner = (input, semantics) => {
  const { base, overlay, platformConstraints, config } = input;
  if (!base || !overlay) return { error: "neither the basePodSpec or the overlayPodSpec can be nil" };
  const podSpec = mergeOverlay(silentRecorder, sourced(base), sourced(overlay));
  if (typeof platformConstraints !== "boolean" || semantics === "flyte-1.16") return { podSpec, error: null };
  const draft = createDraft(silentRecorder);
  takeSpec(draft, podSpec, { layer: "overlay" });
  constrainScheduling(draft, valueOrThrow(platformConfig(config, "flyte-2.0")), platformConstraints);
  return { podSpec: draft.spec, error: null };
};

function sourced(value: unknown) {
  return { value: valueOrThrow(decodeKubernetes<PodSpec>("corev1.PodSpec", value)), origin: { layer: "case" } };
}

function versionOf(semantics: string): FlyteVersion {
  return semantics === "flyte-1.16" ? "flyte-1.16" : "flyte-2.0";
}
