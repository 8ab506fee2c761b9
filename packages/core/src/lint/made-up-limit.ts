import type { Refusal } from "../apiserver/validation/refusal.ts";
import type { LintedPod } from "./lint-context.ts";
import type { Found } from "./lint-rule.ts";
import { podContainers } from "./pod-containers.ts";
import { refusedPath } from "./refused-path.ts";

/**
 * What is to be said of a request that is over the limit 0, which nobody wrote: Flyte writes it for containers beside the primary one that have a
 * request and no limit. Undefined for other refusals.
 */
export function madeUpLimit(
  pod: LintedPod,
  { field, message }: Refusal,
): Pick<Found, "what" | "fix" | "container"> | undefined {
  const [, resource] = /must be less than or equal to (\S+) limit of 0$/.exec(message) ?? [];
  if (resource === undefined) return undefined;
  const path = refusedPath(field);
  const limit = [...path.slice(0, -1), "limits", resource].join("\n");
  const leaf = pod.composition?.trace?.find((each) => each.path.join("\n") === limit);
  const holder = podContainers(pod).find((each) => each.path.every((step, index) => path[index] === step));
  if (!leaf || leaf.origin.source || !holder) return undefined;
  const { name, resources } = holder.container;
  const request = resources?.requests?.[resource];
  return {
    what: `an API server refuses ${field}: container ${name} requests ${request} of ${resource} and gives no limit, and Flyte writes the limit 0 for containers beside the primary one`,
    fix: `give container ${name} a limit as well (resources: { limits: { ${resource}: ${request} } }), or compose by the semantics podwright`,
    container: name,
  };
}
