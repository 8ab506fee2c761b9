import type { Container, EnvVar } from "../../kubernetes/types.ts";
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
    const others = resourceRules(facts, "in-range");
    for (const container of draft.spec.initContainers ?? []) if (!customize(draft, facts, container, others)) return;
    for (const container of draft.spec.containers) {
      const isPrimary = container.name === draft.primaryContainerName;
      if (!customize(draft, facts, container, isPrimary ? resourceRules(facts, "assign") : others)) return;
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

/** False if a problem stands in the way. */
function customize(draft: Draft, facts: Facts, container: Frozen<Container>, rules: ResourceRules): boolean {
  if (!render(draft, facts, container, "command") || !render(draft, facts, container, "args")) return false;
  addEnvironment(draft, facts, container);
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

function addEnvironment(draft: Draft, facts: Facts, container: Frozen<Container>): void {
  const { config, execution, environment } = facts;
  appendItems(draft, container, "env", executionVariables(facts), own);
  addVariables(draft, container, variablesOf(execution.envVars ?? {}), fromEnvVars);
  addVariables(draft, container, variablesOf(config["default-env-vars"]), fromDefaultVars);
  const taken = variablesFromEnvironment(config["default-env-vars-from-env"], environment);
  addVariables(draft, container, taken, fromEnvironment);
  const secrets = config["default-env-from-secrets"];
  if (secrets.length > 0) appendItems(draft, container, "envFrom", fromSecrets(secrets), fromDefaultSecrets);
  const configMaps = config["default-env-from-configmaps"];
  if (configMaps.length > 0)
    appendItems(draft, container, "envFrom", fromConfigMaps(configMaps), fromDefaultConfigMaps);
}

/** Each variable comes from the key of its name. */
function addVariables(draft: Draft, container: Frozen<Container>, variables: readonly EnvVar[], origin: Origin): void {
  if (variables.length === 0) return;
  for (const variable of variables) {
    const key = draft.recorder.at(origin, variable.name);
    setField(draft, variable, "name", variable.name, key);
    if (variable.value !== undefined) setField(draft, variable, "value", variable.value, key);
  }
  appendItems(draft, container, "env", variables, origin);
}

function resourceRules({ task, config, execution, ...facts }: Facts, mode: ResourceRules["mode"]): ResourceRules {
  const { gpuAccelerator } = extendedResourcesOf({ task, config, execution, ...facts });
  return {
    override: mode === "assign" ? execution.overrides?.resources : undefined,
    platform: execution.platformResources,
    defaults: { cpu: config["default-cpus"], memory: config["default-memory"] },
    mode,
    acceleratorName: acceleratorResourceName(config, gpuAccelerator),
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
