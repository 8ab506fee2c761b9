import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { EnvFromSource, EnvVar } from "../kubernetes/types.ts";
import type { ExecutionFacts, Facts } from "./facts.ts";

/**
 * What Flyte tells every task container of its execution, in Flyte's order. A fact that is empty gives a variable without a value.
 * @source flytek8s/k8s_resource_adds.go GetExecutionEnvVars, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function executionVariables({ task, execution }: Facts, version: FlyteVersion): EnvVar[] {
  const { podName, identifiers } = executionVariableRules[version];
  const { project, domain, executionName, taskId } = execution;
  const variables: EnvVar[] = [
    variable("FLYTE_INTERNAL_EXECUTION_ID", executionName),
    variable("FLYTE_INTERNAL_EXECUTION_PROJECT", project),
    variable("FLYTE_INTERNAL_EXECUTION_DOMAIN", domain),
    ...(podName ? [{ name: "_F_PN", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }] : []),
    variable("FLYTE_ATTEMPT_NUMBER", String(execution.retryAttempt ?? 0)),
  ];
  const url = "link_type" in task.config ? executionUrl(execution) : undefined;
  if (url) variables.push(variable("FLYTE_EXECUTION_URL", url));
  const id = taskId ?? task.id;
  if (id) for (const [name, part] of identifiers) variables.push(variable(name, id[part] ?? ""));
  return variables;
}

const taskIdentifier = [
  ["FLYTE_INTERNAL_TASK_PROJECT", "project"],
  ["FLYTE_INTERNAL_TASK_DOMAIN", "domain"],
  ["FLYTE_INTERNAL_TASK_NAME", "name"],
  ["FLYTE_INTERNAL_TASK_VERSION", "version"],
] as const;

/** For clients older than the longer names. */
const historicIdentifier = [
  ["FLYTE_INTERNAL_PROJECT", "project"],
  ["FLYTE_INTERNAL_DOMAIN", "domain"],
  ["FLYTE_INTERNAL_NAME", "name"],
  ["FLYTE_INTERNAL_VERSION", "version"],
] as const;

const executionVariableRules = {
  "flyte-1.16": { podName: false, identifiers: taskIdentifier },
  "flyte-2.0": { podName: true, identifiers: [...taskIdentifier, ...historicIdentifier] },
};

/**
 * How large a literal must be to be offloaded, and may be at most; sizes that are not above 0 are not told.
 * @source flytek8s/k8s_resource_adds.go GetLiteralOffloadingEnvVars, flyteorg/flyte v1.16.8
 */
export function offloadingVariables(offloading: Facts["literalOffloading"]): EnvVar[] {
  if (!offloading?.Enabled) return [];
  const sizes = [
    ["_F_L_MIN_SIZE_MB", offloading["min-size-in-mb-for-offloading"]],
    ["_F_L_MAX_SIZE_MB", offloading["max-size-in-mb-for-offloading"]],
  ] as const;
  return sizes.filter(([, size]) => size > 0).map(([name, size]) => variable(name, String(size)));
}

/** Variables that stand in a map, in the order of their names: Flyte's own order is Go's map order, which is random. */
export function variablesOf(map: Readonly<Record<string, string>>): EnvVar[] {
  const names = Object.keys(map);
  return (names.length > 1 ? names.sort() : names).map((name) => variable(name, map[name] ?? ""));
}

/** Variables whose values the composing engine's own environment holds; those that it lacks are empty. */
export function variablesFromEnvironment(
  names: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): EnvVar[] {
  return Object.keys(names)
    .sort()
    .map((name) => {
      const source = names[name] ?? "";
      return variable(name, Object.hasOwn(environment, source) ? (environment[source] ?? "") : "");
    });
}

export function fromSecrets(names: readonly string[]): EnvFromSource[] {
  return names.map((name) => ({ secretRef: { name, optional: true } }));
}

export function fromConfigMaps(names: readonly string[]): EnvFromSource[] {
  return names.map((name) => ({ configMapRef: { name, optional: true } }));
}

function variable(name: string, value: string): EnvVar {
  return value === "" ? { name } : { name, value };
}

function executionUrl({
  consoleUrl,
  project,
  domain,
  executionName,
  uniqueNodeId,
}: ExecutionFacts): string | undefined {
  if (!consoleUrl) return undefined;
  const base = consoleUrl.replace(/\/+$/, "");
  return `${base}/projects/${project}/domains/${domain}/executions/${executionName}/nodeId/${uniqueNodeId ?? ""}/nodes`;
}
