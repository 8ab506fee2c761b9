import type { Layer } from "../layer.ts";
import { gpuScheduling } from "../layers/gpu-scheduling.ts";
import { imageOverride } from "../layers/image-override.ts";
import { objectMetadata } from "../layers/object-metadata.ts";
import { coPilot } from "../layers/podwright/co-pilot.ts";
import { deviceClassTemplate } from "../layers/podwright/device-class-template.ts";
import { execution } from "../layers/podwright/execution.ts";
import { identity } from "../layers/podwright/identity.ts";
import { locks } from "../layers/podwright/locks.ts";
import { platformConfig } from "../layers/podwright/platform-config.ts";
import { platformDefaults } from "../layers/podwright/platform-defaults.ts";
import { podTemplate } from "../layers/podwright/pod-template.ts";
import { renderedTexts } from "../layers/podwright/rendered-texts.ts";
import { resourceTolerations } from "../layers/podwright/resource-tolerations.ts";
import { resources } from "../layers/podwright/resources.ts";
import { settledLists } from "../layers/podwright/settled-lists.ts";
import { sharedMemory } from "../layers/podwright/shared-memory.ts";
import { task } from "../layers/podwright/task.ts";
import { templateInitContainers } from "../layers/podwright/template-init-containers.ts";
import { unsetPaths } from "../layers/podwright/unset-paths.ts";
import { primaryAnnotation } from "../layers/primary-annotation.ts";
import { primaryContainer } from "../layers/primary-container.ts";
import { serviceAccount } from "../layers/service-account.ts";
import { vscodeProbe } from "../layers/vscode-probe.ts";

/**
 * Podwright's own rules: Flyte's names and order, merged by keys. The first layers say what the user wants; each of the platform's then goes
 * under all that stands; the last ones follow from the whole.
 */
export const podwright: readonly Layer[] = [
  task,
  primaryContainer,
  renderedTexts,
  execution,
  imageOverride,
  sharedMemory,
  identity,
  locks,
  templateInitContainers,
  coPilot,
  platformConfig,
  deviceClassTemplate,
  podTemplate,
  platformDefaults,
  resources,
  resourceTolerations,
  gpuScheduling,
  vscodeProbe,
  primaryAnnotation,
  serviceAccount,
  objectMetadata,
  settledLists,
  unsetPaths,
];
