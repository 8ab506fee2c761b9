import type { ContainerStatus } from "../kubernetes/types.ts";
import { flyteWordsOfEnd, outOfMemory, wasKilled } from "./container-end.ts";
import { makeFailure, makePhase } from "./make-phase.ts";
import type { PhaseInfo, TaskInfo } from "./phase-info.ts";

/**
 * What the primary container's state means for its task, whatever the others do.
 * @param statuses - of the main containers
 * @returns a permanent failure `PrimaryContainerNotFound` if it has no status, or none that says anything
 * @source flytek8s/pod_helper.go DeterminePrimaryContainerPhase, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function primaryContainerPhase(name: string, statuses: readonly ContainerStatus[], info: TaskInfo): PhaseInfo {
  const told = statuses.find(({ name: each, state }) => each === name && hasState(state));
  if (!told) return makeFailure(notFound(name), info, { recoverable: false });
  const end = told.state?.terminated;
  if (!end || told.state?.waiting || told.state?.running) return makePhase("PhaseRunning", info);
  if (end.exitCode === 0 && !outOfMemory(end)) return makePhase("PhaseSuccess", info);
  const kind = wasKilled(end) && !outOfMemory(end) ? "SYSTEM" : "USER";
  const error = { code: end.reason ?? "", message: flyteWordsOfEnd(name, end), kind } as const;
  return makeFailure(error, info, { recoverable: true });
}

export const primaryContainerNotFound = "PrimaryContainerNotFound";

function notFound(name: string): { readonly code: string; readonly message: string; readonly kind: "USER" } {
  const message = `Primary container [${name}] not found in pod's container statuses`;
  return { code: primaryContainerNotFound, message, kind: "USER" };
}

function hasState(state: ContainerStatus["state"]): boolean {
  return (state?.waiting ?? state?.running ?? state?.terminated) !== undefined;
}
