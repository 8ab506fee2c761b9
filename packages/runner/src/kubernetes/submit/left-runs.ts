import { type Pod, runMarks, runsSelector } from "@podwright/core";
import { isProcessGone } from "../../process-owner/process-mark.ts";
import type { Cluster } from "../connection/cluster.ts";
import { ClusterError } from "../connection/cluster-error.ts";
import { isTerminal } from "../follow/pod-state.ts";
import type { Tell } from "../watch/patience.ts";
import { markOf } from "./run-marks.ts";

/**
 * Looks after runs of this machine whose process was killed: removes the Pods of those that have ended, unless they were to be kept, and names the
 * others. Where Pods may not be listed it does nothing.
 */
export async function settleLeftRuns(cluster: Cluster, namespace: string, tell: Tell): Promise<void> {
  try {
    const { items } = await cluster.list("pods", { namespace, labelSelector: runsSelector });
    for (const pod of items.filter(isLeft)) await settle(cluster, pod, tell);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
  }
}

function isLeft(pod: Pod): boolean {
  const owner = markOf(pod, runMarks.owner);
  const isWanted = markOf(pod, runMarks.detached) !== undefined || markOf(pod, runMarks.kept) !== undefined;
  return owner !== undefined && !isWanted && isProcessGone(owner) && pod.metadata?.deletionTimestamp === undefined;
}

async function settle(cluster: Cluster, pod: Pod, tell: Tell): Promise<void> {
  const { name = "", namespace = "", uid = "" } = pod.metadata ?? {};
  if (!isTerminal(pod)) {
    tell(
      "RunLeft",
      `the run ${name} was left by a process that is gone, and goes on: podwright attach ${name} --namespace ${namespace} takes it up`,
    );
    return;
  }
  const isGone = await cluster.delete("pods", name, { namespace, uid, graceSeconds: 0 });
  if (isGone)
    tell("RunRemoved", `the Pod of run ${name}, which had ended, was left by a process that is gone: it is removed`);
}
