import type { Container, Pod } from "@podwright/core";
import type { ContainerRole } from "../runner.ts";
import type { BackOff } from "./back-off.ts";

/** Where a Pod stands. Only lifecycle.ts makes new ones. */
export interface PodState {
  readonly stage: PodStage;
  /** In the order of the Pod: init containers and sidecars as they are written, then main containers. */
  readonly containers: readonly ContainerRecord[];
  readonly gracePeriodSeconds: number;
  readonly startedAt: Date;
}

type PodStage =
  | { readonly name: "initializing" }
  | { readonly name: "running" }
  | { readonly name: "stopping"; readonly cause: StopCause; readonly order: StopOrder }
  | { readonly name: "ended"; readonly cause: StopCause };

/** Why a Pod stops: its main containers are done, an init container failed for good, `activeDeadlineSeconds`, it uses too much, or the user. */
export type StopCause = "completed" | "init-failed" | "deadline" | "evicted" | "aborted";

/** Whether sidecars wait for those that stop before them; nobody waits once the grace period is over. */
type StopOrder = "sidecars-last" | "all-at-once";

export interface ContainerRecord {
  readonly name: string;
  readonly role: ContainerRole;
  /** As the Pod has it, for its probes and hooks. */
  readonly container: Container;
  readonly restarts: "never" | "on-failure" | "always";
  readonly step: ContainerStep;
  /** Whether it was started once, after which what follows a sidecar no longer waits for it. */
  readonly initialized: "no" | "yes";
  /** How it ended last; stays while it runs again. */
  readonly last?: Termination;
  readonly restartCount: number;
  /** Absent before its first restart. */
  readonly backOff?: BackOff;
}

export type ContainerStep =
  | { readonly name: "pending" }
  | { readonly name: "starting" }
  /** The program runs, and so does the `postStart` hook. */
  | { readonly name: "hooked"; readonly startedAt: Date }
  | { readonly name: "running"; readonly startedAt: Date; readonly health: Health }
  | StoppingStep
  /** `countedFrom`: the end from which the wait counts; absent: there was none before a probe had it killed. No seconds: it starts at once. */
  | { readonly name: "backing-off"; readonly countedFrom?: Date; readonly seconds: number }
  | { readonly name: "ended" };

/** Until its startup probe has succeeded a container is not started; until its readiness probe has, not ready. */
export type Health = "unstarted" | "unready" | "ready";

export interface StoppingStep {
  readonly name: "stopping";
  readonly startedAt: Date;
  readonly health: Health;
  /** Its `preStop` hook runs; it waits for its turn to be signalled; it was signalled. */
  readonly progress: "pre-stop" | "queued" | "signalled";
  readonly since: Date;
  readonly graceSeconds: number;
  /** What follows its end: nothing, a restart, or what its restart policy says of how it ended. */
  readonly then: "end" | "restart" | "policy";
}

export interface Termination {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  /** Absent when the container's program never ran. */
  readonly startedAt?: Date;
  readonly finishedAt: Date;
}

/**
 * A Pod before anything ran. `restartPolicy` is `Always` when absent, the grace period 30 seconds.
 * @source core/v1 defaults, k8s.io/api v0.36.3
 */
export function initialState(pod: Pod, startedAt: Date): PodState {
  const { initContainers = [], containers = [], restartPolicy, terminationGracePeriodSeconds } = pod.spec ?? {};
  const never = restartPolicy === "Never";
  const main = never ? "never" : restartPolicy === "OnFailure" ? "on-failure" : "always";
  const fresh = (container: Container) =>
    ({ name: container.name, container, step: { name: "pending" }, initialized: "no", restartCount: 0 }) as const;
  return {
    stage: { name: "initializing" },
    containers: [
      ...initContainers.map((container): ContainerRecord => {
        if (container.restartPolicy === "Always") return { ...fresh(container), role: "sidecar", restarts: "always" };
        return { ...fresh(container), role: "init", restarts: never ? "never" : "on-failure" };
      }),
      ...containers.map((container): ContainerRecord => ({ ...fresh(container), role: "main", restarts: main })),
    ],
    gracePeriodSeconds: terminationGracePeriodSeconds ?? 30,
    startedAt,
  };
}
