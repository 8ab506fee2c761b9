import type { TaskError } from "../flyte/error-document.ts";
import { copilotErrorCodes } from "../flyte/wire-strings.ts";
import type { ContainerStatus, PodStatus } from "../kubernetes/types.ts";
import { type FailedContainer, failedContainer, hasFailed, terminatedState } from "./failed-container.ts";

/** How a task ended. */
export type TaskPhase = { readonly phase: "succeeded" } | TaskFailure;

export interface TaskFailure {
  readonly phase: "failed";
  /** Whose fault: the task's own, or that of what runs it. */
  readonly kind: "user" | "system";
  /** Whether another attempt could go better. */
  readonly recoverable: boolean;
  /** A word such as `OOMKilled`, `DeadlineExceeded`, `InputDownloadFailed`. */
  readonly code: string;
  /** What failed first, in front; may have several lines. */
  readonly message: string;
  /** Whose failure it is; absent when the Pod failed as a whole, and when the task says itself why it failed. */
  readonly container?: FailedContainer;
}

export interface EndedPod {
  /** Of a Pod whose containers have all ended. */
  readonly status: PodStatus;
  readonly primaryContainerName: string;
  /** What the task or its copilot left in `error.pb`: wins over everything that the Pod's status says, with one exception. */
  readonly errorDocument?: TaskError;
  /** Whether `outputs.pb` is there; absent when the task has no outputs or nobody looked. */
  readonly outputsFound?: boolean;
}

/**
 * What the status of an ended Pod means for its task. Unlike Flyte it names the init container that failed, rather than
 * the task's container that waits for it, and takes the task's own failure for the cause of outputs that are missing.
 * @source flytek8s/pod_helper.go DemystifySuccess, DemystifyFailure and DeterminePrimaryContainerPhase, flyteorg/flyte v2.0.43
 */
export function taskPhase({ status, primaryContainerName, errorDocument, outputsFound }: EndedPod): TaskPhase {
  const inits = status.initContainerStatuses ?? [];
  const mains = status.containerStatuses ?? [];
  const all = [...inits, ...mains];
  const primary = mains.find(({ name }) => name === primaryContainerName);
  if (errorDocument && !isAftermath(errorDocument, primary, inits)) return ofDocument(errorDocument, inits);
  const outOfMemory = all.find((container) => terminatedState(container)?.reason === "OOMKilled");
  if (outOfMemory) {
    return failed("user", "OOMKilled", [describe(outOfMemory)], culprit(outOfMemory, inits));
  }
  if (status.reason) return failed("user", status.reason, [status.message ?? "", ...failures(all)]);
  if (!primary) return missing(primaryContainerName);
  const end = terminatedState(primary);
  if (!end) return neverRan(inits, primary);
  if (end.exitCode !== 0) return ofExit(primary, end.exitCode, all);
  const other = mains.find(hasFailed);
  if (status.phase === "Failed") return failed("user", "Error", failures(all), other && culprit(other, inits));
  if (outputsFound === false) return noOutputs(inits);
  return { phase: "succeeded" };
}

/** That the outputs of a task that failed, or that an init container kept from running, are missing is no news. */
function isAftermath(
  { code }: TaskError,
  primary: ContainerStatus | undefined,
  inits: readonly ContainerStatus[],
): boolean {
  if (code !== copilotErrorCodes.upload || !primary) return false;
  return terminatedState(primary) ? hasFailed(primary) : inits.some(hasFailed);
}

/** The copilot leaves open whose fault it is. Inputs that cannot be fetched are not the task's. */
function ofDocument({ code, message, kind, origin }: TaskError, inits: readonly ContainerStatus[]): TaskFailure {
  const isSystem = origin === "SYSTEM" || (origin === undefined && code === copilotErrorCodes.download);
  const copilot = copilotCodes.includes(code) ? failedInit(inits) : undefined;
  return {
    ...failed(isSystem ? "system" : "user", code, [message], copilot && culprit(copilot, inits)),
    recoverable: kind === "RECOVERABLE",
  };
}

const copilotCodes: readonly string[] = Object.values(copilotErrorCodes);

function missing(name: string): TaskFailure {
  return {
    ...failed("user", "PrimaryContainerNotFound", [
      `Primary container [${name}] not found in pod's container statuses`,
    ]),
    recoverable: false,
  };
}

/** The task's container waits for ever when an init container has failed: that one is the reason, and the only one told. */
function neverRan(inits: readonly ContainerStatus[], primary: ContainerStatus): TaskFailure {
  const init = failedInit(inits);
  if (!init) return failed("system", "Interrupted", [describe(primary)]);
  const container = culprit(init, inits);
  const code = copilotCodes.find((word) => container?.words?.startsWith(`${word}: `)) ?? container?.reason;
  return failed("system", code || "Error", [describe(init)], container);
}

/** The last of those that failed: none after it was begun, and sidecars before it end because of it. */
function failedInit(inits: readonly ContainerStatus[]): ContainerStatus | undefined {
  return inits.findLast(hasFailed);
}

/** SIGKILL is not what a task does to itself. 247 is what some runtimes make of it. */
const killed: readonly number[] = [137, 247];

function ofExit(primary: ContainerStatus, exitCode: number, all: readonly ContainerStatus[]): TaskFailure {
  const lines = [describe(primary), ...failures(without(all, primary))];
  const container = culprit(primary, []);
  if (killed.includes(exitCode)) return failed("system", "Interrupted", lines, container);
  return failed("user", container?.reason || "Error", lines, container);
}

/** @source flyteplugins ioutils/remote_file_output_reader.go: an error that may be retried */
function noOutputs(inits: readonly ContainerStatus[]): TaskFailure {
  const init = failedInit(inits);
  const lines = ["Outputs not generated by task execution", ...failures(inits)];
  return failed("system", "OutputsNotFound", lines, init && culprit(init, inits));
}

function failed(
  kind: TaskFailure["kind"],
  code: string,
  lines: readonly string[],
  container?: FailedContainer,
): TaskFailure {
  const message = lines.filter(Boolean).join("\n");
  return { phase: "failed", kind, recoverable: true, code, message, ...(container && { container }) };
}

function culprit(container: ContainerStatus, inits: readonly ContainerStatus[]): FailedContainer | undefined {
  return failedContainer(container, inits.includes(container) ? "init" : "main");
}

function without(containers: readonly ContainerStatus[], one: ContainerStatus): readonly ContainerStatus[] {
  return containers.filter((container) => container !== one);
}

function failures(containers: readonly ContainerStatus[]): readonly string[] {
  return containers.filter(hasFailed).map(describe);
}

/** @source flytek8s/pod_helper.go convertContainerStatus: Flyte's own wording */
function describe(container: ContainerStatus): string {
  const end = terminatedState(container);
  if (!end) return `[${container.name}] waits. Reason [${container.state?.waiting?.reason ?? ""}].`;
  const message = end.message ? ` Message:\n${end.message.trimEnd()}` : "";
  return `[${container.name}] terminated with exit code (${end.exitCode}). Reason [${end.reason ?? ""}].${message}`;
}
