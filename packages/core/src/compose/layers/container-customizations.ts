import type { Container } from "../../kubernetes/types.ts";
import { type Draft, type Frozen, report } from "../../merge/draft.ts";
import { appendItems, rewriteItems } from "../../merge/list-items.ts";
import type { Origin } from "../../merge/origin.ts";
import { acceleratorResourceName, acceleratorResourceNames, extendedResourcesOf } from "../accelerator.ts";
import type { ResourceRules } from "../container-resources.ts";
import { type EnvironmentBlocks, environmentBlocks } from "../environment-blocks.ts";
import type { Facts } from "../facts.ts";
import type { Layer } from "../layer.ts";
import { renderTemplate } from "../render-template.ts";
import { writeResources } from "../write-resources.ts";

/**
 * Makes every container a Flyte task's: command and args filled in, Flyte's environment behind its own, resources within
 * the platform's limits. Only the primary container takes the execution's resources and the defaults.
 * @problems TASK_INPUT_UNUSABLE
 * @source flytek8s/container_helper.go AddFlyteCustomizationsToContainer, flyteorg/flyte v2.0.43
 */
export const containerCustomizations: Layer = {
  name: "container-customizations",
  apply(draft, facts) {
    const environment = environmentBlocks(draft, facts, layer);
    const others = resourceRules(facts);
    const primary: ResourceRules = { ...others, mode: "assign", override: facts.execution.overrides?.resources };
    const { initContainers = [], containers } = draft.spec;
    for (const container of initContainers)
      if (!customize(draft, container, { facts, environment, rules: others })) return;
    for (const container of containers) {
      const rules = container.name === draft.primaryContainerName ? primary : others;
      if (!customize(draft, container, { facts, environment, rules })) return;
    }
  },
};

const { name: layer } = containerCustomizations;
const own: Origin = { layer };

interface Customization {
  readonly facts: Facts;
  readonly environment: EnvironmentBlocks;
  readonly rules: ResourceRules;
}

/** False if a problem stands in the way. */
function customize(draft: Draft, container: Frozen<Container>, { facts, environment, rules }: Customization): boolean {
  if (!render(draft, facts, container, "command") || !render(draft, facts, container, "args")) return false;
  for (const { items, origin } of environment.env) appendItems(draft, container, "env", items, origin);
  for (const { items, origin } of environment.envFrom) appendItems(draft, container, "envFrom", items, origin);
  writeResources(draft, container, rules, own);
  return true;
}

function render(draft: Draft, facts: Facts, container: Frozen<Container>, field: "command" | "args"): boolean {
  const strings = container[field];
  if (!strings) return true;
  const rendered = renderTemplate(strings, facts);
  if (!rendered.ok) {
    for (const problem of rendered.problems)
      report(draft, { ...problem, where: `container ${container.name}, ${field}` });
    return false;
  }
  if (rendered.value !== strings) rewriteItems(draft, container, field, rendered.value, own);
  return true;
}

/** Those of all containers but the primary. */
function resourceRules(facts: Facts): ResourceRules {
  const { config, execution } = facts;
  return {
    platform: execution.platformResources,
    defaults: { cpu: config["default-cpus"], memory: config["default-memory"] },
    mode: "in-range",
    acceleratorName: acceleratorResourceName(config, extendedResourcesOf(facts).gpuAccelerator),
    acceleratorNames: acceleratorResourceNames(config),
  };
}
