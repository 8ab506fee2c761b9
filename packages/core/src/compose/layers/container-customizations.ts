import { acceleratorResourceName, extendedResourcesOf, isAcceleratorResource } from "../accelerator.ts";
import type { ResourceRules } from "../container-resources.ts";
import { chainedEnvironment, customizeContainer } from "../customize-container.ts";
import { environmentBlocks, environmentOrigins } from "../environment-blocks.ts";
import type { Facts } from "../facts.ts";
import type { Layer } from "../layer.ts";
import { resourceOrigins } from "../write-resources.ts";

/**
 * Makes every container a Flyte task's: command and args filled in, Flyte's environment behind its own, resources within
 * the platform's limits. Only the primary container takes the execution's resources and the defaults.
 * @problems TASK_INPUT_UNUSABLE
 * @source flytek8s/container_helper.go AddFlyteCustomizationsToContainer, flyteorg/flyte v2.0.43
 */
export const containerCustomizations: Layer = {
  name: "container-customizations",
  apply(draft, facts) {
    const environment = chainedEnvironment(draft, environmentBlocks(draft, facts, told, "flyte-2.0"));
    const others = resourceRules(facts);
    const primary: ResourceRules = { ...others, mode: "assign", override: facts.execution.overrides?.resources };
    const { initContainers = [], containers } = draft.spec;
    for (const container of initContainers)
      if (!customizeContainer(draft, container, { facts, environment, rules: others, origins })) return;
    for (const container of containers) {
      const rules = container.name === draft.primaryContainerName ? primary : others;
      if (!customizeContainer(draft, container, { facts, environment, rules, origins })) return;
    }
  },
};

const { name: layer } = containerCustomizations;
const told = environmentOrigins(layer);
const origins = resourceOrigins(layer);

/** Those of all containers but the primary. */
function resourceRules(facts: Facts): ResourceRules {
  const { config, execution } = facts;
  return {
    platform: execution.platformResources,
    defaults: { cpu: config["default-cpus"], memory: config["default-memory"] },
    mode: "in-range",
    acceleratorName: acceleratorResourceName(config, extendedResourcesOf(facts).gpuAccelerator),
    renamesOverride: true,
    isAccelerator: (name) => isAcceleratorResource(config, name),
  };
}
