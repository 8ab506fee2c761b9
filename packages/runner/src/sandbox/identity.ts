import type { Container, PodSpec } from "@podwright/core";
import { defaultCapabilities, kernelName } from "../capabilities.ts";

/** As whom a container's program runs, and with which rights. */
export interface Identity {
  readonly userId: number;
  readonly groupId: number;
  readonly supplementalGroups: readonly number[];
  /** Names with their `CAP_`. */
  readonly capabilities: readonly string[];
}

/** Anybody but root with root's group alone. */
export function isOtherUser({ userId, groupId, supplementalGroups }: Identity): boolean {
  return userId !== 0 || groupId !== 0 || supplementalGroups.length > 0;
}

/** The user of a container that must not be root and names no user: `nobody`. */
const nobody = 65_534;

/**
 * The identity that a container asks for, its own security context over the Pod's; without one it is root, as most images are.
 * A capability beyond the default ones is not given: it would reach the machine itself.
 */
export function identityOf(spec: PodSpec, { securityContext }: Container): Identity {
  const { runAsUser, runAsGroup, runAsNonRoot, fsGroup, supplementalGroups } = spec.securityContext ?? {};
  const nonRoot = securityContext?.runAsNonRoot ?? runAsNonRoot ?? false;
  const userId = securityContext?.runAsUser ?? runAsUser ?? (nonRoot ? nobody : 0);
  const { add = [], drop = [] } = securityContext?.capabilities ?? {};
  const [added, dropped] = [add.map(kernelName), drop.map(kernelName)];
  return {
    userId,
    groupId: securityContext?.runAsGroup ?? runAsGroup ?? (nonRoot && userId === nobody ? nobody : 0),
    supplementalGroups: [...(supplementalGroups ?? []), ...(fsGroup === undefined ? [] : [fsGroup])],
    capabilities: defaultCapabilities.filter(
      (name) => added.includes(name) || !(dropped.includes(name) || dropped.includes("CAP_ALL")),
    ),
  };
}
