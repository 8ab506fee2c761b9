import type { PodTemplate } from "../../kubernetes/types.ts";
import { validatePodAnnotations, validateProfileAnnotations } from "./annotations.ts";
import { validateLabels } from "./labels.ts";
import { validateAnnotations, validateMetadata } from "./metadata.ts";
import { validatePodSpec } from "./pod-spec.ts";
import { forbidden, type Refusals, when } from "./refusal.ts";

/**
 * Why a Kubernetes 1.34 API server would refuse a PodTemplate, in its own words and order; empty if it would take it.
 * @param template - as it is stored (`storedPodTemplate`)
 * @source pkg/apis/core/validation/validation.go ValidatePodTemplate, Kubernetes v1.34.1
 */
export function validatePodTemplate(template: PodTemplate): Refusals {
  const { metadata = {}, spec = { containers: [] } } = template.template ?? {};
  const { labels, annotations = {} } = metadata;
  return [
    ...validateMetadata(template.metadata ?? {}, "metadata"),
    ...validateLabels(labels, "template.labels"),
    ...validateAnnotations(annotations, "template.annotations"),
    ...validatePodAnnotations(annotations, spec, "template.annotations"),
    ...validatePodSpec(spec, "template.spec"),
    ...validateProfileAnnotations(annotations, spec, "template.spec"),
    ...when(
      spec.ephemeralContainers,
      forbidden("template.spec.ephemeralContainers", "ephemeral containers not allowed in pod template"),
    ),
  ];
}
