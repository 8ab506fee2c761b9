import { templateContainerNames } from "../../../flyte/wire-strings.ts";
import type { ContainerList } from "../../../kubernetes/container-list.ts";
import type { Container } from "../../../kubernetes/types.ts";
import type { Frozen } from "../../../merge/draft.ts";
import type { Origin } from "../../../merge/origin.ts";
import type { ResourceRules } from "../../container-resources.ts";
import { chainedEnvironment, customizeContainer } from "../../customize-container.ts";
import { environmentBlocks, environmentOrigins } from "../../environment-blocks.ts";
import type { Facts, SourcedPodTemplate } from "../../facts.ts";
import { appliedPodTemplate } from "../../find-pod-template.ts";
import type { Layer } from "../../layer.ts";
import { resourceOrigins } from "../../write-resources.ts";

/**
 * Makes every container a Flyte task's: command and args filled in, Flyte's environment behind its own, resources within
 * the platform's limits. The PodTemplate's resources count above the platform's defaults, and every init container is treated as the primary
 * container is: it takes the execution's resources and the defaults.
 * @problems TASK_INPUT_UNUSABLE
 * @source flytek8s/container_helper.go AddFlyteCustomizationsToContainerWithPodTemplate, flyteorg/flyte v1.16.8
 */
export const containerCustomizations: Layer = {
  name: "container-customizations",
  apply(draft, facts) {
    const environment = chainedEnvironment(draft, environmentBlocks(draft, facts, told, "flyte-1.16"));
    const found = appliedPodTemplate(facts);
    const others = resourceRules(facts);
    const primary: ResourceRules = { ...others, mode: "assign", override: facts.execution.overrides?.resources };
    for (const list of ["initContainers", "containers"] as const) {
      for (const container of draft.spec[list] ?? []) {
        const isPrimary = list === "initContainers" || container.name === draft.primaryContainerName;
        const serving = found && resourcesFor(container.name, list, found);
        const rules = { ...(isPrimary ? primary : others), template: serving?.container.resources };
        const template = serving && draft.recorder.named(serving.origin, serving.container.name);
        const from = template ? { ...origins, template } : origins;
        if (!customizeContainer(draft, container, { facts, environment, rules, origins: from })) return;
      }
    }
  },
};

const { name: layer } = containerCustomizations;
const told = environmentOrigins(layer);
const origins = resourceOrigins(layer);

/** Those of side containers. */
function resourceRules({ config, execution }: Facts): ResourceRules {
  const gpu = config["gpu-resource-name"];
  return {
    platform: execution.platformResources,
    defaults: { cpu: config["default-cpus"], memory: config["default-memory"] },
    mode: "in-range",
    acceleratorName: gpu,
    renamesOverride: false,
    isAccelerator: (name) => name === gpu,
  };
}

interface ServingContainer {
  readonly container: Frozen<Container>;
  /** Of its resources. */
  readonly origin: Origin;
}

/**
 * The template container whose resources count: the first of the container's own name, else of `primary` and then `default`, which
 * serve side containers too. One that has no resources ends the search all the same.
 * @source flytek8s/container_helper.go ExtractContainerResourcesFromPodTemplate, flyteorg/flyte v1.16.8
 */
function resourcesFor(
  name: string,
  list: ContainerList,
  { document, template, stored = template }: SourcedPodTemplate,
): ServingContainer | undefined {
  const containers: readonly Frozen<Container>[] = stored.template?.spec?.[list] ?? [];
  for (const served of [name, ...magicNames[list]]) {
    const index = containers.findIndex((each) => each.name === served);
    const container = containers[index];
    if (!container) continue;
    const path = ["template", "spec", list, index, "resources"];
    return { container, origin: { layer, source: { document, path } } };
  }
  return undefined;
}

const { primary, default: byDefault, primaryInit, defaultInit } = templateContainerNames;
const magicNames = { containers: [primary, byDefault], initContainers: [primaryInit, defaultInit] };
