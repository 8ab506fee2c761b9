import type { Pod } from "@podwright/core";
import type { ContainerRole } from "../runner.ts";

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
  | { readonly name: "stopping"; readonly cause: StopCause; readonly since: Date }
  | { readonly name: "ended"; readonly cause: StopCause };

/** Why a Pod stops: its main containers are done, an init container failed for good, `activeDeadlineSeconds`, or the user. */
export type StopCause = "completed" | "init-failed" | "deadline" | "aborted";

export interface ContainerRecord {
  readonly name: string;
  readonly role: ContainerRole;
  readonly restarts: "never" | "on-failure" | "always";
  readonly step: ContainerStep;
  /** How it ended last; stays while it runs again. */
  readonly last?: Termination;
  readonly restartCount: number;
}

export type ContainerStep =
  | { readonly name: "pending" }
  | { readonly name: "starting" }
  | { readonly name: "running"; readonly startedAt: Date }
  | { readonly name: "stopping"; readonly startedAt: Date }
  | { readonly name: "backing-off" }
  | { readonly name: "ended" };

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
  const fresh = { step: { name: "pending" }, restartCount: 0 } as const;
  return {
    stage: { name: "initializing" },
    containers: [
      ...initContainers.map(({ name, restartPolicy: own }): ContainerRecord => {
        if (own === "Always") return { name, role: "sidecar", restarts: "always", ...fresh };
        return { name, role: "init", restarts: never ? "never" : "on-failure", ...fresh };
      }),
      ...containers.map(({ name }): ContainerRecord => ({ name, role: "main", restarts: main, ...fresh })),
    ],
    gracePeriodSeconds: terminationGracePeriodSeconds ?? 30,
    startedAt,
  };
}
