import type { Pod } from "@podwright/core";
import type { Cluster } from "./connection/cluster.ts";
import type { FollowedPod } from "./follow/follow-pod.ts";
import { isStill, isTerminal } from "./follow/pod-state.ts";
import { type PatienceInput, patiently } from "./watch/patience.ts";

interface EndInput extends PatienceInput {
  readonly cluster: Cluster;
  readonly followed: FollowedPod;
  /** Aborted: the grace period is cut short. */
  readonly hasten?: AbortSignal | undefined;
}

/** What a kubelet may take beyond a Pod's grace period. */
const slackMs = 30_000;
/** How long who cannot wait waits for the API server. */
const hastyPatienceSeconds = 5;
/** The shortest that the kubelet still answers for. */
const hastyGraceSeconds = 1;
/** A kubelet that has begun to stop a container does not hear of a shorter grace period. @source pkg/kubelet/kubelet.go SyncTerminatingPod, v1.34 */
const hastyMs = 4_000;
/** @source core/v1 defaults, k8s.io/api v0.36.3 */
const defaultGraceSeconds = 30;

/**
 * Deletes a Pod and waits until it is gone, its grace period and half a minute at the longest: on a node that nobody hears of it goes only when the node
 * does. A Pod that has ended goes at once.
 */
export async function endPod(input: EndInput): Promise<void> {
  const { cluster, followed, hasten, tell } = input;
  const { metadata, spec } = followed.current();
  const { name = "", namespace = "", uid = "" } = metadata ?? {};
  const remove = async (graceSeconds?: number): Promise<void> => {
    const call = { namespace, uid, ...(graceSeconds !== undefined && { graceSeconds }) };
    const patienceSeconds = hasten?.aborted ? hastyPatienceSeconds : input.patienceSeconds;
    await patiently(() => cluster.delete("pods", name, call), { ...input, patienceSeconds });
  };
  if (followed.isGone()) return;
  const isOver = () => isTerminal(followed.current()) && isStill(followed.current());
  if (isOver()) await remove(0);
  else if (hasten?.aborted) await remove(hastyGraceSeconds);
  else if (metadata?.deletionTimestamp === undefined) await remove();
  const graceMs = graceSecondsOf(followed.current(), spec?.terminationGracePeriodSeconds) * 1000;
  const isHasty = () => hasten?.aborted === true;
  hasten?.addEventListener("abort", followed.look);
  const isReady = await followed
    .until(() => followed.isGone() || isHasty(), graceMs + slackMs)
    .finally(() => hasten?.removeEventListener("abort", followed.look));
  if (isReady && !followed.isGone()) {
    await remove(hastyGraceSeconds);
    if (!(await followed.until(followed.isGone, hastyMs))) {
      await remove(0);
      tell(
        "PodForced",
        `the Pod ${name} is removed from the cluster; what it runs may go on on its node for the rest of the grace period`,
      );
      await followed.until(followed.isGone, slackMs);
    }
  }
  if (!followed.isGone()) {
    tell(
      "PodRemains",
      `the Pod ${name} is being deleted, but its node does not say that it has ended: it goes with the node, or by kubectl delete pod ${name} --namespace ${namespace} --force`,
    );
  }
}

function graceSecondsOf({ metadata }: Pod, own: number | undefined): number {
  return metadata?.deletionGracePeriodSeconds ?? own ?? defaultGraceSeconds;
}
