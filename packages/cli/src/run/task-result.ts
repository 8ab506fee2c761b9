import type { LiteralMap, PodStatus, Problem, TaskFailure, TaskTemplate } from "@podwright/core";
import type { ContainerRole, EngineName } from "@podwright/runner";

/** How one task of a `podwright run` came out. */
export interface TaskResult {
  /** What it is called among the tasks of this run. */
  readonly label: string;
  /** Absent for a run that was taken up again. */
  readonly taskFile?: string;
  readonly verdict: TaskVerdict;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** Absent when its Pod was never composed. */
  readonly run?: StartedRun;
  readonly warnings: readonly Problem[];
  /** The file that has its log. */
  readonly logFile?: string;
}

/**
 * `refused`: it could not be run, or nobody knows how it ended. `stopped`: before its end, by Ctrl-C or because another one failed.
 * `detached`: its Pod goes on without podwright.
 * `bug`: podwright itself went wrong over it, with an error that no part of it foresees.
 */
export type TaskVerdict =
  | { readonly verdict: "succeeded"; readonly outputs?: LiteralMap }
  | { readonly verdict: "failed"; readonly failure: TaskFailure }
  | { readonly verdict: "refused"; readonly problems: readonly [Problem, ...Problem[]] }
  | { readonly verdict: "stopped" }
  | { readonly verdict: "not-started" }
  | { readonly verdict: "detached" }
  | { readonly verdict: "bug"; readonly stack: string };

export interface StartedRun {
  readonly engine: EngineName;
  readonly namespace: string;
  /** The Pod's. */
  readonly name: string;
  readonly outputPrefix: string;
  /** Of a folder store. */
  readonly folder?: string;
  readonly task: Pick<TaskTemplate, "interface">;
  /** By name, in the Pod's order. */
  readonly roles: readonly (readonly [string, ContainerRole])[];
  /** Absent when the Pod never ran. */
  readonly status?: PodStatus;
}
