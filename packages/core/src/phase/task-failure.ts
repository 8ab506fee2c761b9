import type { ContainerStatus, Pod } from "../kubernetes/types.ts";
import { outOfMemory, wasKilled } from "./container-end.ts";
import { copilotCode } from "./copilot-code.ts";
import { describeContainer, describeEnd, describeFailures } from "./describe-container.ts";
import { failedContainer, failedInit, hasFailed, latestEnd } from "./failed-container.ts";
import { holdingContainer } from "./holding-container.ts";
import { makeTaskFailure } from "./make-task-failure.ts";
import type { PhaseInfo } from "./phase-info.ts";
import type { TaskFailure } from "./task-phase.ts";

/**
 * Why a task failed, by its Pod. Unlike Flyte it names the init container that failed rather than the task's container that waits for it,
 * and blames the task for its own exit code: Flyte calls a Pod that failed without a reason of its own interrupted by the system.
 * @param told - Flyte's own failure: stands where the containers tell nothing better
 */
export function taskFailure(pod: Pod, primaryContainerName: string, told: PhaseInfo): TaskFailure {
  const status = pod.status ?? {};
  const inits = status.initContainerStatuses ?? [];
  const mains = status.containerStatuses ?? [];
  const all = [...inits, ...mains];
  const hungry = all.find((container) => {
    const end = latestEnd(container);
    return end && outOfMemory(end);
  });
  if (hungry) return makeTaskFailure("user", "OOMKilled", [describeEnd(hungry)], failedContainer(hungry, inits));
  if (status.reason) {
    return makeTaskFailure(kindOf(told), status.reason, [status.message ?? "", ...describeFailures(all)]);
  }
  const primary = mains.find(({ name }) => name === primaryContainerName);
  const end = primary && latestEnd(primary);
  if (end && end.exitCode !== 0) return ofPrimary(primary, all);
  if (!end && primary && inits.some(hasFailed)) return ofInit(inits);
  if (end && status.phase === "Failed" && mains.some(hasFailed)) return ofOther(all, inits);
  return ofFlyte(pod, primaryContainerName, told);
}

function ofPrimary(primary: ContainerStatus, all: readonly ContainerStatus[]): TaskFailure {
  const end = latestEnd(primary);
  const lines = [describeEnd(primary), ...describeFailures(all.filter((container) => container !== primary))];
  const container = failedContainer(primary, []);
  if (end && wasKilled(end)) return makeTaskFailure("system", "Interrupted", lines, container);
  return makeTaskFailure("user", end?.reason || "Error", lines, container);
}

/** The task's container waits for ever when an init container has failed: that one is the reason, and the only one told. */
function ofInit(inits: readonly ContainerStatus[]): TaskFailure {
  const init = failedInit(inits);
  const container = init && failedContainer(init, inits);
  const code = copilotCode(container?.words) ?? container?.reason;
  return makeTaskFailure("system", code || "Error", init ? [describeContainer(init)] : [], container);
}

function ofOther(all: readonly ContainerStatus[], inits: readonly ContainerStatus[]): TaskFailure {
  const other = all.find((container) => hasFailed(container) && !inits.includes(container));
  return makeTaskFailure("user", "Error", describeFailures(all), other && failedContainer(other, inits));
}

/** A Pod that could not start, that went away, or that has no such container. What it waited for comes first. */
function ofFlyte(pod: Pod, primaryContainerName: string, told: PhaseInfo): TaskFailure {
  const holder = pod.status?.phase === "Pending" ? holdingContainer(pod, primaryContainerName) : undefined;
  const { code = "", message = "" } = told.error ?? {};
  const lines = [holder ? describeContainer(holder) : "", message.trim()];
  const failure = makeTaskFailure(kindOf(told), lastWord(code) || "Error", lines);
  return { ...failure, recoverable: told.phase === "PhaseRetryableFailure" };
}

function kindOf({ error }: PhaseInfo): TaskFailure["kind"] {
  return error?.kind === "SYSTEM" ? "system" : "user";
}

/** Flyte puts the Pod's condition before the container's reason: `ContainersNotReady|ImagePullBackOff`. */
function lastWord(code: string): string {
  return code.slice(code.lastIndexOf("|") + 1);
}
