import type { EnvFromSource, EnvVar } from "../kubernetes/types.ts";
import { type Draft, setField } from "../merge/draft.ts";
import type { Origin } from "../merge/origin.ts";
import { documents } from "./documents.ts";
import {
  executionVariables,
  fromConfigMaps,
  fromSecrets,
  variablesFromEnvironment,
  variablesOf,
} from "./environment.ts";
import type { Facts } from "./facts.ts";

/** What goes behind the own variables of every container of a Pod, block by block; no block is empty. */
export interface EnvironmentBlocks {
  readonly env: readonly Block<EnvVar>[];
  readonly envFrom: readonly Block<EnvFromSource>[];
}

interface Block<Item> {
  readonly items: readonly Item[];
  readonly origin: Origin;
}

/**
 * The execution's facts, its variables, the platform's, and those that the platform takes from the engine's environment; then the platform's
 * Secrets and ConfigMaps.
 * @param layer - in whose name they are written
 * @source flytek8s/k8s_resource_adds.go DecorateEnvVars, flyteorg/flyte v2.0.43
 */
export function environmentBlocks(draft: Draft, facts: Facts, layer: string): EnvironmentBlocks {
  const { config, execution, environment } = facts;
  const block = (variables: readonly EnvVar[], document: string, key: string): Block<EnvVar> => {
    const origin: Origin = { layer, source: { document, path: [key] } };
    return { items: named(draft, variables, origin), origin };
  };
  const taken = variablesFromEnvironment(config["default-env-vars-from-env"], environment);
  const env: readonly Block<EnvVar>[] = [
    { items: executionVariables(facts), origin: { layer } },
    block(variablesOf(execution.envVars ?? {}), documents.execution, "envVars"),
    block(variablesOf(config["default-env-vars"]), documents.config, "default-env-vars"),
    block(taken, documents.config, "default-env-vars-from-env"),
  ];
  const envFrom: readonly Block<EnvFromSource>[] = [
    {
      items: fromSecrets(config["default-env-from-secrets"]),
      origin: { layer, source: { document: documents.config, path: ["default-env-from-secrets"] } },
    },
    {
      items: fromConfigMaps(config["default-env-from-configmaps"]),
      origin: { layer, source: { document: documents.config, path: ["default-env-from-configmaps"] } },
    },
  ];
  return { env: env.filter(isFilled), envFrom: envFrom.filter(isFilled) };
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
