import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { type Draft, report } from "../merge/draft.ts";
import { layMetadataOver, laySpecOver } from "../merge/write-spec.ts";
import { annotationsWithoutEffect } from "./annotations-without-effect.ts";
import type { Facts } from "./facts.ts";
import { appliedPodTemplate } from "./find-pod-template.ts";
import { podTemplateMissing } from "./pod-template-missing.ts";
import { templateWarnings } from "./template-warnings.ts";

/**
 * Lays all that stands so far over the PodTemplate that serves the task, if one does. One that comes from a file is first what a cluster
 * would make of it, so that both give the same Pod; what the API server sets then has the layer `apiserver-defaults` and no source.
 * @param layer - in whose name it is written
 * @source flytek8s/pod_helper.go MergeWithBasePodTemplate, flyteorg/flyte v2.0.43
 */
export function layPodTemplate(draft: Draft, facts: Facts, version: FlyteVersion, layer: string): void {
  const found = appliedPodTemplate(facts);
  if (!found) {
    const missing = podTemplateMissing(facts);
    if (missing) report(draft, missing);
    return;
  }
  for (const warning of annotationsWithoutEffect(found, "flyte")) report(draft, warning);
  const { template } = found.stored ?? found.template;
  if (!template) return;
  const origin = { layer, source: { document: found.document, path: ["template"] } };
  const { recorder } = draft;
  if (found.stored) recorder.completed(template, found.template.template ?? {}, origin, apiServerDefaults);
  if (template.spec) {
    for (const warning of templateWarnings(draft, found, version)) report(draft, warning);
    laySpecOver(draft, { value: template.spec, origin: recorder.at(origin, "spec") }, version);
  }
  if (template.metadata) {
    layMetadataOver(draft, { value: template.metadata, origin: recorder.at(origin, "metadata") });
  }
}

const apiServerDefaults = { layer: "apiserver-defaults" };
