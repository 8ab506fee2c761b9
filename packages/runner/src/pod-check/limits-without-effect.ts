import type { Pod } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import type { RunEvent } from "../runner.ts";
import type { EngineTraits } from "./engine-traits.ts";
import { limitFeatureOf } from "./soft-features.ts";

/** The reason of the notice, by which who runs many Pods knows what is the same for all. */
export const limitsWithoutEffectReason = "LimitsWithoutEffect";

/**
 * What a Pod's user is told of limits that an engine does not hold its containers to: all of them in one line, for every Flyte Pod has some.
 * @returns none where all limits hold; else one notice
 */
export function limitsWithoutEffect(
  pod: Pod,
  { name, page, notEnforced }: Pick<EngineTraits, "name" | "page" | "notEnforced">,
): readonly RunEvent[] {
  const limited = containerPlaces(pod).flatMap(([, { resources }]) => Object.keys(resources?.limits ?? {}));
  const idle = [...new Set(limited)].filter((resource) => notEnforced[limitFeatureOf(resource)] !== undefined);
  const last = idle.sort().pop();
  if (last === undefined) return [];
  const words = idle.length === 0 ? last : `${idle.join(", ")} and ${last}`;
  const message = `${name} does not enforce limits of ${words} (${page})`;
  return [{ type: "notice", at: new Date(), reason: limitsWithoutEffectReason, message, own: true }];
}
