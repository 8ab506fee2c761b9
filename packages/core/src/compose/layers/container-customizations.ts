import type { Container, EnvFromSource, EnvVar } from "../../kubernetes/types.ts";
import { appendItems, type Draft, type Frozen, ownField, removeField, report, setField } from "../../merge/draft.ts";
import type { Origin } from "../../merge/origin.ts";
import { acceleratorResourceName, acceleratorResourceNames, extendedResourcesOf } from "../accelerator.ts";
import {
  adjustResources,
  genericAccelerator,
  type ResourceRules,
  type ResourceSource,
  type ResourceWrite,
} from "../container-resources.ts";
import { documents } from "../documents.ts";
import {
  executionVariables,
  fromConfigMaps,
  fromSecrets,
  variablesFromEnvironment,
  variablesOf,
} from "../environment.ts";
import type { Facts } from "../facts.ts";
import type { Layer } from "../layer.ts";
import { renderTemplate } from "../render-template.ts";

/**
 * Makes every container a Flyte task's: command and args filled in, Flyte's environment behind its own, resources within
 * the platform's limits. Only the primary container takes the execution's resources and the defaults.
 * @problems TASK_INPUT_UNUSABLE
 * @source flytek8s/container_helper.go AddFlyteCustomizationsToContainer, flyteorg/flyte v2.0.43
 */
export const containerCustomizations: Layer = {
  name: "container-customizations",
  apply(draft, facts) {
    const environment = environmentOf(draft, facts);
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

function from(document: string, ...path: string[]): Origin {
  return { layer, source: { document, path } };
}

const fromEnvVars = from(documents.execution, "envVars");
const fromDefaultVars = from(documents.config, "default-env-vars");
const fromEnvironment = from(documents.config, "default-env-vars-from-env");
const fromDefaultSecrets = from(documents.config, "default-env-from-secrets");
const fromDefaultConfigMaps = from(documents.config, "default-env-from-configmaps");

interface Customization {
  readonly facts: Facts;
  readonly environment: Environment;
  readonly rules: ResourceRules;
}

/** False if a problem stands in the way. */
function customize(draft: Draft, container: Frozen<Container>, { facts, environment, rules }: Customization): boolean {
  if (!render(draft, facts, container, "command") || !render(draft, facts, container, "args")) return false;
  for (const { items, origin } of environment.env) appendItems(draft, container, "env", items, origin);
  for (const { items, origin } of environment.envFrom) appendItems(draft, container, "envFrom", items, origin);
  applyResources(draft, container, rules);
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
  if (rendered.value !== strings) {
    const { source } = draft.recorder.originOf(container, field, own);
    setField(draft, container, field, rendered.value, source ? { layer, source } : own);
  }
  return true;
}

/** What goes behind each container's own variables, block by block; no block is empty. */
interface Environment {
  readonly env: readonly { readonly items: readonly EnvVar[]; readonly origin: Origin }[];
  readonly envFrom: readonly { readonly items: readonly EnvFromSource[]; readonly origin: Origin }[];
}

function environmentOf(draft: Draft, facts: Facts): Environment {
  const { config, execution, environment } = facts;
  const taken = variablesFromEnvironment(config["default-env-vars-from-env"], environment);
  const env = [
    { items: executionVariables(facts), origin: own },
    { items: named(draft, variablesOf(execution.envVars ?? {}), fromEnvVars), origin: fromEnvVars },
    { items: named(draft, variablesOf(config["default-env-vars"]), fromDefaultVars), origin: fromDefaultVars },
    { items: named(draft, taken, fromEnvironment), origin: fromEnvironment },
  ];
  const envFrom = [
    { items: fromSecrets(config["default-env-from-secrets"]), origin: fromDefaultSecrets },
    { items: fromConfigMaps(config["default-env-from-configmaps"]), origin: fromDefaultConfigMaps },
  ];
  return {
    env: env.filter(({ items }) => items.length > 0),
    envFrom: envFrom.filter(({ items }) => items.length > 0),
  };
}

/** Each variable comes from the key of its name. */
function named(draft: Draft, variables: readonly EnvVar[], origin: Origin): readonly EnvVar[] {
  for (const variable of variables) {
    const key = draft.recorder.at(origin, variable.name);
    setField(draft, variable, "name", variable.name, key);
    if (variable.value !== undefined) setField(draft, variable, "value", variable.value, key);
  }
  return variables;
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

function applyResources(draft: Draft, container: Frozen<Container>, rules: ResourceRules): void {
  const writes = adjustResources(container.resources ?? {}, rules);
  for (const list of ["requests", "limits"] as const) {
    const hasGeneric = container.resources?.[list]?.[genericAccelerator] !== undefined;
    if (!hasGeneric && !writes.some((write) => write.list === list)) continue;
    const amounts = ownField(draft, ownField(draft, container, "resources", own), list, own);
    if (hasGeneric) removeField(draft, amounts, genericAccelerator);
    for (const write of writes)
      if (write.list === list) setField(draft, amounts, write.name, write.value, originOf(draft, write));
  }
}

const sources: Readonly<Record<Exclude<ResourceSource, "default">, Readonly<Record<ResourceWrite["list"], Origin>>>> = {
  container: { requests: own, limits: own },
  override: {
    requests: from(documents.execution, "overrides", "resources", "requests"),
    limits: from(documents.execution, "overrides", "resources", "limits"),
  },
  platformRequest: {
    requests: from(documents.execution, "platformResources", "requests"),
    limits: from(documents.execution, "platformResources", "requests"),
  },
  platformLimit: {
    requests: from(documents.execution, "platformResources", "limits"),
    limits: from(documents.execution, "platformResources", "limits"),
  },
};
const defaultSources = {
  cpu: from(documents.config, "default-cpus"),
  memory: from(documents.config, "default-memory"),
};

function originOf(draft: Draft, { list, name, from: source }: ResourceWrite): Origin {
  if (source === "default") return name === "cpu" ? defaultSources.cpu : defaultSources.memory;
  return draft.recorder.at(sources[source][list], name);
}
