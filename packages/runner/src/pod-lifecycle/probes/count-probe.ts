import type { ProbeSpec, ProbeVerdict } from "./probe-spec.ts";

/** How often in a row a probe has come out the same way. */
export interface ProbeCount {
  readonly last: ProbeVerdict | "none";
  readonly run: number;
}

export const noProbes: ProbeCount = { last: "none", run: 0 };

/**
 * Counts one more result.
 * @returns the verdict once as many results in a row agree as the probe's thresholds want; undefined before
 * @source pkg/kubelet/prober/worker.go doProbe, kubernetes/kubernetes v1.34
 */
export function countProbe(
  { last, run }: ProbeCount,
  result: ProbeVerdict,
  { successThreshold, failureThreshold }: ProbeSpec,
): { readonly count: ProbeCount; readonly verdict: ProbeVerdict | undefined } {
  const count = { last: result, run: last === result ? run + 1 : 1 };
  const enough = result === "success" ? successThreshold : failureThreshold;
  return { count, verdict: count.run >= enough ? result : undefined };
}
