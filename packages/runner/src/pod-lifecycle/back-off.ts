/** How long a container's next restart waits, counted from its last end. */
export interface BackOff {
  readonly seconds: number;
  /** When the container was started with it. */
  readonly setAt: Date;
}

const firstSeconds = 10;
const longestSeconds = 300;
/** A container that ran for so long begins anew. */
const forgottenAfterSeconds = 600;

/**
 * Seconds until a container that ended at `endedAt` may start again: none before its first restart, then 10, 20, 40 …, at most 300.
 * @source pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff, client-go util/flowcontrol/backoff.go, kubernetes/kubernetes v1.34
 */
export function waitSeconds(backOff: BackOff | undefined, endedAt: Date, now: Date): number {
  if (!backOff || isForgotten(backOff, endedAt)) return 0;
  return Math.max(0, backOff.seconds - secondsBetween(endedAt, now));
}

/** The back-off of a container that starts again now. */
export function nextBackOff(backOff: BackOff | undefined, endedAt: Date, now: Date): BackOff {
  if (!backOff || isForgotten(backOff, endedAt)) return { seconds: firstSeconds, setAt: now };
  return { seconds: Math.min(backOff.seconds * 2, longestSeconds), setAt: now };
}

/** @source pkg/kubelet/kubelet.go crashLoopBackOff.HasExpiredFunc, kubernetes/kubernetes v1.34 */
function isForgotten({ setAt }: BackOff, endedAt: Date): boolean {
  return secondsBetween(setAt, endedAt) > forgottenAfterSeconds;
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
