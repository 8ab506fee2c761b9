import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { EnvFromSource, EnvVar } from "../kubernetes/types.ts";
import type { Draft } from "../merge/draft.ts";
import type { Origin } from "../merge/origin.ts";
import type { Listed } from "../merge/recorder.ts";
import { documents } from "./documents.ts";
import {
  executionVariables,
  fromConfigMaps,
  fromSecrets,
  offloadingVariables,
  variablesFromEnvironment,
  variablesOf,
} from "./environment.ts";
import type { Facts } from "./facts.ts";

/** What goes behind the own variables of every container of a Pod, block by block. */
export interface EnvironmentBlocks {
  readonly env: readonly Block<EnvVar>[];
  readonly envFrom: readonly Block<EnvFromSource>[];
}

export type Block<Item> = Listed<Item>;

/**
 * The execution's facts, its variables, the platform's, and those that the platform takes from the engine's environment; then the platform's
 * Secrets and ConfigMaps.
 * @param origins - of a layer (`environmentOrigins`)
 * @param version - whose facts of the execution are told
 * @source flytek8s/k8s_resource_adds.go DecorateEnvVars, flyteorg/flyte v2.0.43
 */
export function environmentBlocks(
  draft: Draft,
  facts: Facts,
  origins: EnvironmentOrigins,
  version: FlyteVersion,
): EnvironmentBlocks {
  const { config, execution, environment } = facts;
  const block = (variables: readonly EnvVar[], origin: Origin): Listed<EnvVar> => ({
    items: named(draft, variables, origin),
    origin,
  });
  const { own } = origins;
  const taken = variablesFromEnvironment(config["default-env-vars-from-env"], environment);
  const offloading = version === "flyte-1.16" ? offloadingVariables(facts.literalOffloading) : [];
  return {
    env: [
      { items: ofExecution(draft, facts, origins, version), origin: own },
      { items: offloading, origin: own },
      block(variablesOf(execution.envVars ?? {}), origins.envVars),
      block(variablesOf(config["default-env-vars"]), origins.defaultEnvVars),
      block(taken, origins.fromEnvironment),
    ],
    envFrom: [
      { items: sourced(draft, fromSecrets(config["default-env-from-secrets"]), origins.fromSecrets), origin: own },
      {
        items: sourced(draft, fromConfigMaps(config["default-env-from-configmaps"]), origins.fromConfigMaps),
        origin: own,
      },
    ],
  };
}

/** Whether the execution gave these variables, not the platform. */
export function isOfExecution({ origin }: Block<EnvVar>): boolean {
  return origin.source?.document === documents.execution && origin.source.path[0] === "envVars";
}

/** Where what a layer tells of an execution comes from. */
export interface EnvironmentOrigins {
  readonly own: Origin;
  readonly envVars: Origin;
  readonly defaultEnvVars: Origin;
  readonly fromEnvironment: Origin;
  readonly fromSecrets: Origin;
  readonly fromConfigMaps: Origin;
  /**
   * Of the facts that the variables' values are, by the variable's name, where the task's identifier is the execution's, and where it is the task's own. The
   * names are the layer's.
   */
  readonly told: Readonly<Record<"execution" | "task", ReadonlyMap<string, Origin>>>;
}

/** @param layer - in whose name the environment is written */
export function environmentOrigins(layer: string): EnvironmentOrigins {
  const from = (document: string, ...path: readonly string[]): Origin => ({ layer, source: { document, path } });
  const ofExecution: readonly (readonly [string, Origin])[] = [
    ["FLYTE_INTERNAL_EXECUTION_ID", from(documents.execution, "executionName")],
    ["FLYTE_INTERNAL_EXECUTION_PROJECT", from(documents.execution, "project")],
    ["FLYTE_INTERNAL_EXECUTION_DOMAIN", from(documents.execution, "domain")],
    ["FLYTE_ATTEMPT_NUMBER", from(documents.execution, "retryAttempt")],
    ["FLYTE_EXECUTION_URL", from(documents.execution, "consoleUrl")],
  ];
  const withTask = (document: string, key: string) =>
    new Map([
      ...ofExecution,
      ...["project", "domain", "name", "version"].flatMap((part) =>
        ["FLYTE_INTERNAL_TASK_", "FLYTE_INTERNAL_"].map(
          (prefix) => [prefix + part.toUpperCase(), from(document, key, part)] as const,
        ),
      ),
    ]);
  return {
    own: { layer },
    envVars: from(documents.execution, "envVars"),
    defaultEnvVars: from(documents.config, "default-env-vars"),
    fromEnvironment: from(documents.config, "default-env-vars-from-env"),
    fromSecrets: from(documents.config, "default-env-from-secrets"),
    fromConfigMaps: from(documents.config, "default-env-from-configmaps"),
    told: { execution: withTask(documents.execution, "taskId"), task: withTask(documents.task, "id") },
  };
}

/** Each variable comes from the key of its name. */
function named(draft: Draft, variables: readonly EnvVar[], origin: Origin): readonly EnvVar[] {
  for (const variable of variables) {
    const key = draft.recorder.at(origin, variable.name);
    draft.recorder.wrote(variable, "name", key);
    if (variable.value !== undefined) draft.recorder.wrote(variable, "value", key);
  }
  return variables;
}

function ofExecution(
  draft: Draft,
  facts: Facts,
  { told, own }: EnvironmentOrigins,
  version: FlyteVersion,
): readonly EnvVar[] {
  const variables = executionVariables(facts, version);
  const origins = facts.execution.taskId ? told.execution : told.task;
  for (const variable of variables)
    if (variable.value !== undefined) draft.recorder.wrote(variable, "value", origins.get(variable.name) ?? own);
  return variables;
}

/** The name in each reference comes from the list that names it. */
function sourced(draft: Draft, items: readonly EnvFromSource[], origin: Origin): readonly EnvFromSource[] {
  for (const [index, { secretRef, configMapRef }] of items.entries()) {
    const reference = secretRef ?? configMapRef;
    if (reference) draft.recorder.wrote(reference, "name", draft.recorder.at(origin, index));
  }
  return items;
}
