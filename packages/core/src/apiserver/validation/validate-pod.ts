import type { Pod } from "../../kubernetes/types.ts";
import { mirrorAnnotation, validatePodAnnotations, validateProfileAnnotations } from "./annotations.ts";
import { validateImageText } from "./container.ts";
import { validateMetadata } from "./metadata.ts";
import { validatePodSpec } from "./pod-spec.ts";
import { forbidden, ofEach, type Refusals, when } from "./refusal.ts";
import { validateProjectedTokens } from "./volumes.ts";

/**
 * Why a Kubernetes 1.34 API server would refuse to create a Pod, in its own words and order; empty if it would take it.
 * @param pod - as it is stored (`storedPod`)
 * @source pkg/apis/core/validation/validation.go ValidatePodCreate, Kubernetes v1.34.1
 */
export function validatePod(pod: Pod): Refusals {
  const { metadata = {}, spec = { containers: [] } } = pod;
  const { annotations = {}, name = "" } = metadata;
  return [
    ...validateMetadata(metadata, "metadata"),
    ...validatePodAnnotations(annotations, spec, "metadata.annotations"),
    ...validatePodSpec(spec, "spec", { name, isMirror: mirrorAnnotation in annotations }),
    ...(spec.serviceAccountName ? [] : validateProjectedTokens(spec.volumes ?? [], "spec.volumes")),
    ...ofEach(spec.containers, "spec.containers", validateImageText),
    ...ofEach(spec.initContainers, "spec.initContainers", validateImageText),
    ...when(spec.ephemeralContainers, forbidden("spec.ephemeralContainers", "cannot be set on create")),
    ...when(
      spec.nodeName && spec.schedulingGates?.length,
      forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared"),
    ),
    ...validateProfileAnnotations(annotations, spec, "spec"),
  ];
}
