import type { ContainerStatus, PodStatus } from "../kubernetes/types.ts";
import { allContainers, type ContainerEnd, flyteWordsOfEnd, outOfMemory, wasKilled } from "./container-end.ts";
import { makeFailure } from "./make-phase.ts";
import type { PhaseInfo, TaskInfo } from "./phase-info.ts";

/**
 * What a Pod that failed means: always a failure that may be retried. It is the system's, under the code `Interrupted`, when the
 * node went away, when the primary container was killed, and when nobody gave a reason, even where a container's exit code tells one.
 * @source flytek8s/pod_helper.go DemystifyFailure, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function demystifyFailure(status: PodStatus, info: TaskInfo, primaryContainerName: string): PhaseInfo {
  const ends = allContainers(status).flatMap((container) => {
    const end = lastEnd(container);
    return end ? [{ name: container.name, end }] : [];
  });
  const reason = status.reason || unknownReason;
  const code = ends.reduce((told, { end }) => codeOf(end) ?? told, reason);
  const isSystem =
    code === unknownReason ||
    nodeWentAway.has(reason) ||
    ends.some(({ name, end }) => name === primaryContainerName && wasKilled(end) && !outOfMemory(end));
  const texts = ends.map(({ name, end }) =>
    end.exitCode === 0 ? `\r\n[${name}] terminated with ExitCode 0.` : flyteWordsOfEnd(name, end),
  );
  const message = [status.message || "Pod failed. No message received from kubernetes.", ...texts].join("");
  const error = isSystem
    ? ({ code: interrupted, message, kind: "SYSTEM" } as const)
    : ({ code, message, kind: "USER" } as const);
  return makeFailure(error, info, { recoverable: true });
}

const unknownReason = "UnknownError";
const interrupted = "Interrupted";

/** @source flytek8s/pod_helper.go retryableStatusReasons, flyteorg/flyte v2.0.43 */
const nodeWentAway: ReadonlySet<string> = new Set(["Shutdown", "Terminated", "NodeShutdown", "NodeAffinity"]);

/** Of a container that was restarted, the end before. */
function lastEnd({ state, lastState }: ContainerStatus): ContainerEnd | undefined {
  return lastState?.terminated ?? state?.terminated;
}

/** Undefined: nothing that Flyte has a word for. */
function codeOf(end: ContainerEnd): string | undefined {
  if (outOfMemory(end)) return "OOMKilled";
  return wasKilled(end) ? interrupted : undefined;
}
