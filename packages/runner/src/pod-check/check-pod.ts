import type { Pod, Problem } from "@podwright/core";
import type { EngineTraits } from "./engine-traits.ts";
import { invalidPod } from "./invalid-pod.ts";
import { missingIds } from "./missing-ids.ts";
import { mountProblems } from "./mount-problems.ts";
import { notEnforced } from "./not-enforced.ts";
import { unsupported } from "./unsupported.ts";

/**
 * Everything of a Pod itself that keeps an engine of this machine from starting it.
 * @param strict - whether what the engine does not enforce does, too
 * @problems ENGINE_UNSUPPORTED, CONTAINER_COMMAND_MISSING, POD_INVALID, ENGINE_NOT_ENFORCED
 */
export function checkPod(pod: Pod, engine: EngineTraits, strict = false): readonly Problem[] {
  const lost = strict ? notEnforced(pod, engine, strict) : undefined;
  return [
    ...[...unsupported(pod, engine), ...missingIds(pod, engine), ...invalidPod(pod)],
    ...[...mountProblems(pod, engine), ...(lost ? [lost] : [])],
  ];
}
