/**
 * The phases of a task, by Flyte's names.
 * @source flyteplugins pluginmachinery/core/phase.go Phase, flyteorg/flyte v2.0.43
 */
export type FlytePhase =
  | "PhaseUndefined"
  | "PhaseNotReady"
  | "PhaseWaitingForResources"
  | "PhaseQueued"
  | "PhaseInitializing"
  | "PhaseRunning"
  | "PhaseSuccess"
  | "PhaseRetryableFailure"
  | "PhasePermanentFailure"
  | "PhaseWaitingForCache"
  | "PhaseAborted";

/** What Flyte reports of a task. */
export interface PhaseInfo extends TaskInfo {
  readonly phase: FlytePhase;
  /** Grows when something new is to be told of the same phase. */
  readonly version: number;
  /** Why a task that goes on is where it is; empty: nothing to say. */
  readonly reason: string;
  /** Of a failure. */
  readonly error?: PhaseError;
  /** Whether the Pod still has to be deleted: it would go on trying. */
  readonly cleanupOnFailure: boolean;
}

export interface PhaseError {
  /** A word such as `Interrupted`; may be empty. */
  readonly code: string;
  readonly message: string;
  /** Whose fault: only a system error leaves the user's retries alone. `UNKNOWN`: the error document leaves it open. */
  readonly kind: "USER" | "SYSTEM" | "UNKNOWN";
}

/** What goes with a phase. Times are RFC 3339 in UTC; the year 1 stands for a time that Kubernetes did not give. */
export interface TaskInfo {
  readonly occurredAt?: string;
  readonly reportedAt?: string;
  /** Absent: there is no link. */
  readonly logs?: readonly TaskLog[];
  /** Flyte 2 only. */
  readonly logContext?: LogContext;
}

/** A link to a container's log. */
export interface TaskLog {
  readonly uri: string;
  readonly name: string;
  readonly messageFormat: "JSON";
  /** Flyte 2 only. */
  readonly ready?: true;
}

/** Which containers of which Pods to read logs of. Empty texts and lists are left out, as protobuf's JSON has it. */
export interface LogContext {
  readonly primaryPodName?: string;
  readonly pods: readonly PodLogContext[];
}

interface PodLogContext {
  readonly namespace?: string;
  readonly podName?: string;
  readonly primaryContainerName?: string;
  readonly containers?: readonly ContainerContext[];
  readonly initContainers?: readonly ContainerContext[];
}

export interface ContainerContext {
  readonly containerName?: string;
  readonly process: { readonly containerStartTime?: string; readonly containerEndTime?: string };
}

/** @source pluginmachinery/core/phase.go Phase.IsTerminal, flyteorg/flyte v2.0.43 */
export function isTerminal({ phase }: PhaseInfo): boolean {
  return terminal.has(phase);
}

const terminal: ReadonlySet<FlytePhase> = new Set([
  "PhaseSuccess",
  "PhaseRetryableFailure",
  "PhasePermanentFailure",
  "PhaseAborted",
]);
