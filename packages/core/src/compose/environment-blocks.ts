import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { EnvFromSource, EnvVar } from "../kubernetes/types.ts";
import type { Draft } from "../merge/draft.ts";
import type { Origin } from "../merge/origin.ts";
import { setField } from "../merge/write-field.ts";
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

/** What goes behind the own variables of every container of a Pod, block by block; no block is empty. */
export interface EnvironmentBlocks {
  readonly env: readonly Block<EnvVar>[];
  readonly envFrom: readonly Block<EnvFromSource>[];
}

export interface Block<Item> {
  readonly items: readonly Item[];
  readonly origin: Origin;
}

/**
 * The execution's facts, its variables, the platform's, and those that the platform takes from the engine's environment; then the platform's
 * Secrets and ConfigMaps.
 * @param layer - in whose name they are written
 * @param version - whose facts of the execution are told
 * @source flytek8s/k8s_resource_adds.go DecorateEnvVars, flyteorg/flyte v2.0.43
 */
export function environmentBlocks(draft: Draft, facts: Facts, layer: string, version: FlyteVersion): EnvironmentBlocks {
  const { config, execution, environment } = facts;
  const block = (variables: readonly EnvVar[], document: string, key: string): Block<EnvVar> => {
    const origin: Origin = { layer, source: { document, path: [key] } };
    return { items: named(draft, variables, origin), origin };
  };
  const taken = variablesFromEnvironment(config["default-env-vars-from-env"], environment);
  const env: readonly Block<EnvVar>[] = [
    { items: ofExecution(draft, facts, layer, version), origin: { layer } },
    { items: version === "flyte-1.16" ? offloadingVariables(facts.literalOffloading) : [], origin: { layer } },
    block(variablesOf(execution.envVars ?? {}), documents.execution, "envVars"),
    block(variablesOf(config["default-env-vars"]), documents.config, "default-env-vars"),
    block(taken, documents.config, "default-env-vars-from-env"),
  ];
  const envFrom: readonly Block<EnvFromSource>[] = [
    { items: fromSecrets(config["default-env-from-secrets"]), origin: { layer } },
    { items: fromConfigMaps(config["default-env-from-configmaps"]), origin: { layer } },
  ];
  nameSources(draft, envFrom, layer);
  return { env: env.filter(isFilled), envFrom: envFrom.filter(isFilled) };
}

/** Whether the execution gave these variables, not the platform. */
export function isOfExecution({ origin }: Block<EnvVar>): boolean {
  return origin.source?.document === documents.execution && origin.source.path[0] === "envVars";
}

function isFilled({ items }: Block<unknown>): boolean {
  return items.length > 0;
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

/** The facts that the values are; the variables' names are the layer's. */
const executionKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ["FLYTE_INTERNAL_EXECUTION_ID", ["executionName"]],
  ["FLYTE_INTERNAL_EXECUTION_PROJECT", ["project"]],
  ["FLYTE_INTERNAL_EXECUTION_DOMAIN", ["domain"]],
  ["FLYTE_ATTEMPT_NUMBER", ["retryAttempt"]],
  ["FLYTE_EXECUTION_URL", ["consoleUrl"]],
]);

function ofExecution(draft: Draft, facts: Facts, layer: string, version: FlyteVersion): readonly EnvVar[] {
  const variables = executionVariables(facts, version);
  const ofTask = facts.execution.taskId
    ? { document: documents.execution, path: ["taskId"] }
    : { document: documents.task, path: ["id"] };
  for (const variable of variables) {
    if (variable.value === undefined) continue;
    const path = executionKeys.get(variable.name);
    const origin: Origin = { layer, source: path ? { document: documents.execution, path } : ofTask };
    const key = variable.name.slice(variable.name.lastIndexOf("_") + 1).toLowerCase();
    setField(draft, variable, "value", variable.value, path ? origin : draft.recorder.at(origin, key));
  }
  return variables;
}

function nameSources(draft: Draft, blocks: readonly Block<EnvFromSource>[], layer: string): void {
  for (const { items } of blocks) {
    for (const [index, { secretRef, configMapRef }] of items.entries()) {
      const path = [secretRef ? "default-env-from-secrets" : "default-env-from-configmaps", index];
      const reference = secretRef ?? configMapRef;
      const origin: Origin = { layer, source: { document: documents.config, path } };
      if (reference) setField(draft, reference, "name", reference.name ?? "", origin);
    }
  }
}
