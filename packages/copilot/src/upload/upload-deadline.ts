/**
 * How long the upload may take, so that an error document can still be written before the kubelet kills the container:
 * Flyte gives a Pod a grace period of exactly `--timeout`. A tenth is kept back, a second at
 * the least and ten at the most; of less than two seconds, half.
 * @param timeoutMs - zero or less: no limit
 */
export function uploadDeadlineMs(timeoutMs: number): number {
  if (timeoutMs <= 0) return 0;
  return timeoutMs - Math.min(Math.max(timeoutMs / 10, 1000), 10_000, timeoutMs / 2);
}

/**
 * How long the uploader goes on trying to write its error document, which alone carries its failure: to the end of the
 * grace period, but for a little to end in, and half a minute at most.
 * @param timeoutMs - zero or less: Kubernetes' own grace period of 30 s
 * @param elapsedMs - since the grace period began
 */
export function documentDeadlineMs(timeoutMs: number, elapsedMs: number): number {
  const graceMs = timeoutMs > 0 ? timeoutMs : kubernetesGraceMs;
  const leftMs = graceMs - Math.min(graceMs / 50, 500) - elapsedMs;
  return Math.max(leastMs, Math.min(leftMs, mostMs));
}

/** @source terminationGracePeriodSeconds of a PodSpec, Kubernetes v1.34 */
const kubernetesGraceMs = 30_000;
/** Where no kubelet counts, this is not too long; where one does, what went wrong has been said before. */
const leastMs = 1000;
const mostMs = 30_000;
