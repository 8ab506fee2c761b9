/**
 * How long the upload may take, so that an error document can still be written before the kubelet kills the container:
 * Flyte gives a Pod a grace period of exactly `--timeout`. A tenth is kept back, at most ten seconds.
 * @param timeoutMs - zero or less: no limit
 */
export function uploadDeadlineMs(timeoutMs: number): number {
  return timeoutMs > 0 ? timeoutMs - Math.min(timeoutMs / 10, 10_000) : 0;
}
