import type { Container } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import { appendItems } from "../merge/list-items.ts";
import type { Origin } from "../merge/origin.ts";
import type { ResourceRules } from "./container-resources.ts";
import type { EnvironmentBlocks } from "./environment-blocks.ts";
import type { Facts } from "./facts.ts";
import { renderTexts } from "./render-texts.ts";
import { writeResources } from "./write-resources.ts";

export interface Customization {
  readonly facts: Facts;
  readonly environment: EnvironmentBlocks;
  readonly rules: ResourceRules;
  /** Of what the layer makes up. */
  readonly origin: Origin;
  /** Of the rules' template. */
  readonly templateOrigin?: Origin;
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
  { facts, environment, rules, origin, templateOrigin }: Customization,
): boolean {
  if (!renderTexts(draft, facts, container, origin)) return false;
  for (const block of environment.env) appendItems(draft, container, "env", block.items, block.origin);
  for (const block of environment.envFrom) appendItems(draft, container, "envFrom", block.items, block.origin);
  writeResources(draft, container, rules, origin, templateOrigin);
  return true;
}
