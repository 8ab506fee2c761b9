import type { Container, EnvFromSource, EnvVar } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import { appendItems, chainItems } from "../merge/list-items.ts";
import type { ResourceRules } from "./container-resources.ts";
import type { EnvironmentBlocks } from "./environment-blocks.ts";
import type { Facts } from "./facts.ts";
import { loseDefaultRequests } from "./lose-default-requests.ts";
import { renderTexts } from "./render-texts.ts";
import { type ResourceOrigins, writeResources } from "./write-resources.ts";

/** What goes behind the own variables of every container of a Pod. */
export interface ContainerEnvironment {
  readonly env: readonly EnvVar[];
  readonly envFrom: readonly EnvFromSource[];
}

export function chainedEnvironment(draft: Draft, { env, envFrom }: EnvironmentBlocks): ContainerEnvironment {
  return { env: chainItems(draft, env), envFrom: chainItems(draft, envFrom) };
}

export interface Customization {
  readonly facts: Facts;
  readonly environment: ContainerEnvironment;
  readonly rules: ResourceRules;
  readonly origins: ResourceOrigins;
}

/**
 * Makes a container a Flyte task's: command and args filled in, Flyte's environment behind its own, resources by these rules.
 * @returns false if a problem stands in the way: it is reported
 * @problems TASK_INPUT_UNUSABLE
 * @source flytek8s/container_helper.go AddFlyteCustomizationsToContainer, flyteorg/flyte v2.0.43
 */
export function customizeContainer(
  draft: Draft,
  container: Frozen<Container>,
  { facts, environment, rules, origins }: Customization,
): boolean {
  if (!renderTexts(draft, facts, container, origins.own)) return false;
  appendItems(draft, container, "env", environment.env, origins.own);
  appendItems(draft, container, "envFrom", environment.envFrom, origins.own);
  writeResources(draft, container, rules, origins);
  if (rules.mode === "assign") loseDefaultRequests(draft, container, facts.config, origins.own.layer);
  return true;
}
