import type { ConfigMap, Pod, PodStatus, Problem, Secret } from "@podwright/core";

export const engineNames = ["sandbox", "docker", "kubernetes"] as const;
export type EngineName = (typeof engineNames)[number];

/**
 * Runs a Pod to its end. Implemented by engines, each of which passes contract/.
 */
export interface PodRunner {
  readonly engine: EngineName;
  /**
   * Resolves when every container has ended and everything the engine made (processes, mounts, folders) is gone.
   * Aborting `signal` stops the Pod (SIGTERM, grace period, SIGKILL) and resolves too, with what the status is then.
   * Rejects with ProblemError when the Pod cannot be started as it is written; nothing has run then.
   */
  run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<RunResult>;
}

export interface RunRequest {
  readonly pod: Pod;
  readonly configMaps: readonly ConfigMap[];
  readonly secrets: readonly Secret[];
  /** Programs that stand for a path of the image: `/bin/flyte-copilot` is served by our copilot. */
  readonly programs: Readonly<Record<string, ProgramOnHost>>;
  readonly signal: AbortSignal;
  /** Aborted after `signal` by who cannot wait for the grace period: what runs is killed, sidecars get the minimum of 2 s. */
  readonly hasten?: AbortSignal;
  /**
   * Aborted by who goes away while the Pod goes on: an engine whose Pods outlive this process leaves the Pod alone and resolves
   * with `detached`; the others take no notice.
   */
  readonly detach?: AbortSignal;
  /**
   * Whether a Pod that has not ended, and has not begun to run its main containers either, never will: the engine then ends it. For engines that
   * cannot tell by themselves; default: by the phases of Flyte 2 with its own grace periods.
   */
  readonly hasEnded?: (pod: Pod) => boolean;
  /** Kept with the Pod by an engine whose Pods outlive this process, for who takes the run up. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Refuses before anything starts what would be the warning ENGINE_NOT_ENFORCED. */
  readonly strict?: boolean;
  /** Awaited once the engine has found that it can run the Pod as it is written, before anything of it starts; what it throws ends the run. */
  readonly prepare?: () => Promise<void>;
}

/** A program of this machine that containers see under a path of their image. */
export interface ProgramOnHost {
  /** Argument vector of absolute host paths that the container's own arguments follow. */
  readonly argv: readonly [string, ...string[]];
  /** Files and folders that it needs, bound read-only under their own paths. */
  readonly needs: readonly string[];
  /** Folders it may write, bound under their own paths: the folder that serves as object store. */
  readonly writes: readonly string[];
}

export type ContainerRole = "init" | "sidecar" | "main";

export type RunEvent =
  | {
      readonly type: "container";
      readonly at: Date;
      readonly container: string;
      readonly role: ContainerRole;
      readonly state: ContainerPhase;
    }
  | {
      readonly type: "log";
      readonly at: Date;
      readonly container: string;
      readonly stream: "stdout" | "stderr";
      readonly line: string;
    }
  | { readonly type: "problem"; readonly at: Date; readonly problem: Problem }
  /** The Pod as it stands now, whenever its status is a new one. */
  | { readonly type: "pod"; readonly at: Date; readonly pod: Pod }
  /** What the engine or the cluster says of the Pod: pulls, Kubernetes Events such as FailedScheduling, FailedMount, BackOff. */
  | {
      readonly type: "notice";
      readonly at: Date;
      /** A word, such as `FailedScheduling`. */
      readonly reason: string;
      readonly message: string;
      /** Podwright itself says it: the message is all that it says. */
      readonly own?: true;
      /** Whose; absent: the Pod's. */
      readonly container?: string;
    };

export type ContainerPhase =
  | { readonly phase: "waiting"; readonly reason: string }
  | { readonly phase: "running" }
  | {
      readonly phase: "terminated";
      readonly exitCode: number;
      readonly signal?: string;
      readonly reason: string;
      readonly message?: string;
    };

export interface RunResult {
  /** As a kubelet would report it, container statuses included. */
  readonly status: PodStatus;
  /** The Pod as it stood when that decided the run, where an engine has it: one that was deleted under way is marked so. */
  readonly pod?: Pod;
  /** The Pod has not ended: it goes on without us, and `status` is the last that was seen. */
  readonly detached?: true;
}
