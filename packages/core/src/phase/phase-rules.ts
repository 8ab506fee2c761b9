import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { PhaseError } from "./phase-info.ts";

/** Where the two Flytes tell a Pod's phase differently. */
export interface PhaseRules {
  /** Whether init containers that wait are asked before the main containers, which only wait for them. */
  readonly asksInitContainers: boolean;
  /** Whose fault it is that an image's registry answers 429 until the grace period is over. */
  readonly rateLimitKind: PhaseError["kind"];
  /** Whose fault it is that a Pod is pending for too long. */
  readonly pendingTimeoutKind: PhaseError["kind"];
  /** Whether a Pod in phase Unknown makes the task's phase undefined; else it is taken for a running one. */
  readonly unknownPodIsUndefined: boolean;
  /** Whether a running task's version grows as well when something new is to be told. */
  readonly countsNewsOfRunning: boolean;
  /** Whether a version that was told already is never told lower. */
  readonly keepsHighestVersion: boolean;
  /** Whether `error.pb` turns a success into a failure here; else that is found out one layer up. */
  readonly readsErrorDocument: boolean;
  /** How a Pod that somebody deleted has ended. */
  readonly deletedWords: string;
  readonly logs: LogRules;
}

export interface LogRules {
  /** What stands behind the name of a link. */
  readonly nameSuffix: string;
  /** Whether there is a link before the container has a status. */
  readonly beforeStatus: boolean;
  /** Whether a link says that it is ready. */
  readonly marksReady: boolean;
  /** Whether the containers are listed as well. */
  readonly givesContext: boolean;
}

/**
 * @source flytek8s/pod_helper.go, plugins/k8s/pod/plugin.go, logs/logging_utils.go, k8s/plugin_manager.go of flyteorg/flyte v1.16.8 and
 * v2.0.43 (there executor/pkg/plugin/k8s/plugin_manager.go)
 */
export const phaseRules: Readonly<Record<FlyteVersion, PhaseRules>> = {
  "flyte-1.16": {
    asksInitContainers: false,
    rateLimitKind: "USER",
    pendingTimeoutKind: "USER",
    unknownPodIsUndefined: false,
    countsNewsOfRunning: false,
    keepsHighestVersion: false,
    readsErrorDocument: false,
    deletedWords: "terminated in the background, manually",
    logs: { nameSuffix: " (User)", beforeStatus: true, marksReady: false, givesContext: false },
  },
  "flyte-2.0": {
    asksInitContainers: true,
    rateLimitKind: "SYSTEM",
    pendingTimeoutKind: "SYSTEM",
    unknownPodIsUndefined: true,
    countsNewsOfRunning: true,
    keepsHighestVersion: true,
    readsErrorDocument: true,
    deletedWords: "terminated unexpectedly in the background",
    logs: { nameSuffix: "", beforeStatus: false, marksReady: true, givesContext: true },
  },
};
