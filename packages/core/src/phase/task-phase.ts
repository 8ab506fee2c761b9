import type { FailedContainer } from "./failed-container.ts";

/** How a task stands. */
export type TaskPhase = OngoingTask | EndedTask;

/** A task that has not ended, as far as Flyte is concerned. */
export interface OngoingTask {
  /** `unknown`: nobody has heard of the Pod's node. */
  readonly phase: "unknown" | "queued" | "initializing" | "running";
  /** A word of whatever keeps the Pod from going on, such as `Unschedulable`, `ImagePullBackOff`, `CrashLoopBackOff`; empty: nothing does. */
  readonly reason: string;
  /** What keeps it, named first; may be empty, may have several lines. */
  readonly message: string;
  /** The container that keeps the Pod, if it has failed before. */
  readonly container?: FailedContainer;
}

/** How a task ended. */
export type EndedTask = { readonly phase: "succeeded" } | TaskFailure;

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
