import type { Layer } from "../layer.ts";
import { defaultSecurityContext } from "../layers/default-security-context.ts";
import { coPilot } from "../layers/flyte-1.16/co-pilot.ts";
import { containerCustomizations } from "../layers/flyte-1.16/container-customizations.ts";
import { gpuScheduling } from "../layers/flyte-1.16/gpu-scheduling.ts";
import { knownFields } from "../layers/flyte-1.16/known-fields.ts";
import { objectMetadata } from "../layers/flyte-1.16/object-metadata.ts";
import { podTemplate } from "../layers/flyte-1.16/pod-template.ts";
import { podTemplateExists } from "../layers/flyte-1.16/pod-template-exists.ts";
import { rawPod } from "../layers/flyte-1.16/raw-pod.ts";
import { scheduling } from "../layers/flyte-1.16/scheduling.ts";
import { imageOverride } from "../layers/image-override.ts";
import { primaryAnnotation } from "../layers/primary-annotation.ts";
import { primaryContainer } from "../layers/primary-container.ts";
import { serviceAccount } from "../layers/service-account.ts";
import { sharedMemory } from "../layers/shared-memory.ts";

/**
 * How Flyte 1 composes a Pod, quirks and all, in its own order. Layers before the template are laid over it; those after it have
 * the last word.
 * @source plugins/k8s/pod/plugin.go BuildResource, flytek8s/pod_helper.go ApplyFlytePodConfiguration, flytepropeller's
 * plugin_manager.go addObjectMetadata, flyteorg/flyte v1.16.8
 */
export const flyte116: readonly Layer[] = [
  rawPod,
  podTemplateExists,
  containerCustomizations,
  primaryContainer,
  coPilot,
  scheduling,
  defaultSecurityContext,
  podTemplate,
  gpuScheduling,
  sharedMemory,
  imageOverride,
  primaryAnnotation,
  serviceAccount,
  knownFields,
  objectMetadata,
];
