import { type GracePeriods, type Pod, phaseClock, podVerdict } from "@podwright/core";

/** Whether the kubelet says that it is over with it: nothing of the Pod runs again. */
export function isTerminal({ status }: Pod): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed";
}

/** Whether no container of it runs, as far as is known. */
export function isStill({ status }: Pod): boolean {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return statuses.every(({ state }) => !state?.running);
}

/**
 * Whether a Pod's run is decided: it has ended, it is being deleted under way, or it has not come to run and never will. One that runs is left to its
 * own end, as on every engine, even where its task's end is known: a sidecar may still move outputs.
 */
export function isDecided(pod: Pod, hasEnded: (pod: Pod) => boolean): boolean {
  if (isTerminal(pod)) return true;
  if (pod.metadata?.deletionTimestamp !== undefined) return true;
  return pod.status?.phase !== "Running" && hasEnded(pod);
}

/** @source flytek8s/config/config.go defaultK8sConfig, flyteorg/flyte v2.0.43 */
const flytesPatience: GracePeriods = {
  "create-container-error-grace-period": "3m0s",
  "create-container-config-error-grace-period": "0s",
  "image-pull-backoff-grace-period": "3m0s",
  "pod-pending-timeout": "0s",
};

/** As Flyte 2 would tell with its own grace periods. */
export function hasEndedByDefault(pod: Pod): boolean {
  const primaryContainerName = pod.spec?.containers?.[0]?.name ?? "";
  const clock = phaseClock(new Date().toISOString(), flytesPatience, "flyte-2.0");
  const { phase } = podVerdict({ pod, primaryContainerName }, clock).task;
  return phase === "failed" || phase === "succeeded";
}
