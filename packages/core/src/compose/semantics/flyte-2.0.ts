import type { Layer } from "../layer.ts";
import { coPilot } from "../layers/co-pilot.ts";
import { containerCustomizations } from "../layers/container-customizations.ts";
import { defaultSecurityContext } from "../layers/default-security-context.ts";
import { deviceClassTemplate } from "../layers/device-class-template.ts";
import { gpuScheduling } from "../layers/gpu-scheduling.ts";
import { imageOverride } from "../layers/image-override.ts";
import { objectMetadata } from "../layers/object-metadata.ts";
import { podTemplate } from "../layers/pod-template.ts";
import { primaryAnnotation } from "../layers/primary-annotation.ts";
import { primaryContainer } from "../layers/primary-container.ts";
import { rawPod } from "../layers/raw-pod.ts";
import { scheduling } from "../layers/scheduling.ts";
import { serviceAccount } from "../layers/service-account.ts";
import { serviceLinks } from "../layers/service-links.ts";
import { sharedMemory } from "../layers/shared-memory.ts";
import { vscodeProbe } from "../layers/vscode-probe.ts";

/**
 * How Flyte 2 composes a Pod, quirks and all, in its own order. Layers before a template are laid over it; those after it have
 * the last word.
 * @source plugins/k8s/pod/plugin.go BuildResource, flytek8s/pod_helper.go ApplyFlytePodConfiguration, plugin_manager.go
 * addObjectMetadata, flyteorg/flyte v2.0.43
 */
export const flyte20: readonly Layer[] = [
  rawPod,
  serviceLinks,
  containerCustomizations,
  primaryContainer,
  coPilot,
  scheduling,
  defaultSecurityContext,
  deviceClassTemplate,
  podTemplate,
  gpuScheduling,
  sharedMemory,
  imageOverride,
  vscodeProbe,
  primaryAnnotation,
  serviceAccount,
  objectMetadata,
];
