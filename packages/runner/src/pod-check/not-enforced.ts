import type { Pod, Problem } from "@podwright/core";
import type { EngineTraits, SoftFeature } from "./engine-traits.ts";
import { limitFeatures, softFeatures } from "./soft-features.ts";

/**
 * What a Pod asks for and the engine does not do: nothing that changes files or the order of events.
 * A warning that leaves limits out, which every Flyte Pod has; under `strict` an error that names them too.
 * @returns undefined if the Pod asks for none of it
 */
export function notEnforced(pod: Pod, engine: EngineTraits, strict = false): Problem | undefined {
  const lines = Object.entries(softFeatures).flatMap(([name, ask]) => {
    const feature = name as SoftFeature;
    const words = engine.notEnforced[feature];
    if (words === undefined || (!strict && isLimit(feature))) return [];
    return ask(pod).map(({ where, value }) => `${where}: ${value === undefined ? words : `${value} ${words}`}`);
  });
  if (lines.length === 0) return undefined;
  const problem: Problem = {
    code: "ENGINE_NOT_ENFORCED",
    what: `${engine.name} does not enforce all that the Pod asks for`,
    where: lines.join("\n"),
    fix: strict
      ? `run it without --strict where that is fine, and on a cluster where it is not (${engine.page})`
      : `nothing to do where that is fine; run the Pod on a cluster where it is not (${engine.page})`,
  };
  return strict ? problem : { ...problem, severity: "warning" };
}

function isLimit(feature: SoftFeature): boolean {
  return limitFeatures.some((limit) => limit === feature);
}
