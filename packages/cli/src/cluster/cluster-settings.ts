import { type Problem, ProblemError } from "@podwright/core";
import type { SharedOptions } from "../command-line/shared-options.ts";
import type { ClusterAnswers } from "./remembering-reader.ts";

/** Which cluster facts come from, and which of its ConfigMaps hold Flyte's config. */
export interface ClusterSettings extends ClusterFlags {
  /** Absent: those that Flyte's own Deployment mounts, or the ones that Flyte's charts make. */
  readonly configMaps?: readonly ObjectName[];
  /** Kept for all that is done with these settings. */
  readonly answers: ClusterAnswers;
}

/** As kubectl has them; absent: KUBECONFIG or ~/.kube/config, and the current context. */
interface ClusterFlags {
  readonly kubeconfig?: string;
  readonly context?: string;
}

export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

export type ClusterOptions = Pick<SharedOptions, "fromCluster" | "flyteConfigMap" | "kubeconfig" | "context">;

/**
 * The cluster that a verb takes facts from.
 * @param projectContext - the context that the project's file names
 * @param isElsewhere - whether the verb has another use for the flags that name a cluster, and for which they need no --from-cluster
 * @returns undefined: facts come from files alone
 * @problems USAGE, thrown
 */
export function clusterSettings(
  options: ClusterOptions,
  projectContext: string | undefined,
  isElsewhere = false,
): ClusterSettings | undefined {
  const { fromCluster = projectContext !== undefined, flyteConfigMap, kubeconfig } = options;
  const context = options.context ?? projectContext;
  if (!fromCluster) {
    refuseIdle(options, isElsewhere);
    return undefined;
  }
  return {
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(flyteConfigMap && { configMaps: flyteConfigMap.map(objectNameOf) }),
    answers: new Map(),
  };
}

function refuseIdle({ flyteConfigMap, kubeconfig, context }: ClusterOptions, isElsewhere: boolean): void {
  const idle = [
    ...(flyteConfigMap ? ["--flyte-config-map"] : []),
    ...(kubeconfig !== undefined && !isElsewhere ? ["--kubeconfig"] : []),
    ...(context !== undefined && !isElsewhere ? ["--context"] : []),
  ];
  if (idle.length === 0) return;
  throw new ProblemError([
    usage(`${idle.join(" and ")} ${idle.length === 1 ? "has" : "have"} no effect here`, "add --from-cluster"),
  ]);
}

function objectNameOf(text: string): ObjectName {
  const [namespace = "", name = "", ...more] = text.split("/");
  if (namespace !== "" && name !== "" && more.length === 0) return { namespace, name };
  throw new ProblemError([
    usage(
      `--flyte-config-map ${text} names no ConfigMap`,
      "write it as NAMESPACE/NAME, such as flyte/flyte-binary-config",
    ),
  ]);
}

function usage(what: string, fix: string): Problem {
  return { code: "USAGE", what, fix };
}
