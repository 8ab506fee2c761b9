import { problemsOf, type Result, resultOf, valuesOf } from "@podwright/core";
import { type ContainerPlan, planContainers } from "../plan-containers.ts";
import type { PodFacts } from "../pod-facts.ts";
import { podHostname } from "../pod-hostname.ts";
import type { RunRequest } from "../runner.ts";
import { type Identity, identityOf } from "./identity.ts";

/** A container with all that its Pod says worked out, and what an image would have said. */
export interface SandboxPlan extends Omit<ContainerPlan, "args"> {
  readonly identity: Identity;
  /** PATH, HOSTNAME and HOME, then the Pod's own. */
  readonly environment: ReadonlyMap<string, string>;
  /** With its arguments. */
  readonly command: readonly string[];
}

/**
 * Every container of a Pod, init containers first.
 * @problems those of planContainers
 */
export function planSandboxes(facts: PodFacts, programs: RunRequest["programs"]): Result<readonly SandboxPlan[]> {
  const planned = planContainers(facts, programs);
  const hostname = podHostname(facts.pod);
  const plans = valuesOf([planned])
    .flat()
    .map(({ args, ...plan }): SandboxPlan => {
      const identity = identityOf(facts.pod.spec ?? { containers: [] }, plan.container);
      return {
        ...plan,
        identity,
        environment: new Map([...imageEnvironment(hostname, identity), ...plan.environment]),
        command: [...plan.command, ...args],
      };
    });
  return resultOf(plans, problemsOf([planned]));
}

/** What containers of ordinary images have before the Pod says anything. */
function imageEnvironment(hostname: string, { userId }: Identity): readonly (readonly [string, string])[] {
  return [
    ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    ["HOSTNAME", hostname],
    ["HOME", userId === 0 ? "/root" : "/"],
  ];
}
