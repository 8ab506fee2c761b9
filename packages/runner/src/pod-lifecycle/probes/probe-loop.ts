import { waitUntil } from "../wait-until.ts";
import { countProbe, noProbes } from "./count-probe.ts";
import type { ProbeSpec, ProbeVerdict } from "./probe-spec.ts";
import { type ProbeOutcome, type ProbeTarget, runProbe } from "./run-probe.ts";

export interface ProbeLoop {
  readonly spec: ProbeSpec;
  readonly target: ProbeTarget;
  /** When the container's program began. */
  readonly startedAt: Date;
  /** Ends the loop; aborted when the container has ended. */
  readonly signal: AbortSignal;
  readonly onVerdict: (verdict: ProbeVerdict) => void;
  readonly onNotice: (reason: string, message: string) => void;
}

/** @source pkg/kubelet/prober/prober.go maxProbeRetries, kubernetes/kubernetes v1.34 */
const tries = 3;

/**
 * Asks a container again and again. A kubelet first does so at any moment within a period; here a container is asked at once whether it has
 * started, which counts only if it has, and whether it lives only after a period, so that none is killed that a kubelet would let live. A startup probe ends with its verdict, a liveness probe with its failure: the container is
 * killed then. What it says twice in a row is told once.
 * @source pkg/kubelet/prober/worker.go, kubernetes/kubernetes v1.34
 */
export async function probeLoop({ spec, target, startedAt, signal, onVerdict, onNotice }: ProbeLoop): Promise<void> {
  const { clock } = target;
  let count = noProbes;
  let told = "";
  let due = later(startedAt, firstAfterSeconds(spec));
  let isEarly = spec.kind === "startup";
  while (await waitUntil(clock, due, signal)) {
    due = later(clock.now(), spec.periodSeconds);
    const outcome = await askUntilAnswered(spec, target, signal);
    if (signal.aborted) return;
    const isGrace = isEarly && (outcome.result === "failure" || outcome.result === "error");
    isEarly = false;
    if (isGrace) continue;
    const [reason, message] = noticeOf(spec, outcome);
    if (message !== "" && message !== told) onNotice(reason, message);
    told = message;
    if (outcome.result === "error") continue;
    const counted = countProbe(count, outcome.result === "failure" ? "failure" : "success", spec);
    count = counted.count;
    if (counted.verdict) onVerdict(counted.verdict);
    if (counted.verdict && (spec.kind === "startup" || (spec.kind === "liveness" && counted.verdict === "failure")))
      return;
  }
}

function firstAfterSeconds({ kind, initialDelaySeconds, periodSeconds }: ProbeSpec): number {
  return kind === "liveness" ? Math.max(initialDelaySeconds, periodSeconds) : initialDelaySeconds;
}

function later(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}

async function askUntilAnswered(spec: ProbeSpec, target: ProbeTarget, signal: AbortSignal): Promise<ProbeOutcome> {
  for (let left = tries - 1; ; left--) {
    const outcome = await runProbe(spec, target, signal);
    if (outcome.result !== "error" || left === 0 || signal.aborted) return outcome;
  }
}

/** In the words of a kubelet's Events; nothing of a success. @source pkg/kubelet/prober/prober.go probe, kubernetes/kubernetes v1.34 */
function noticeOf({ kind }: ProbeSpec, { result, message }: ProbeOutcome): readonly [reason: string, message: string] {
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  if (result === "failure") return ["Unhealthy", `${name} probe failed: ${message}`];
  if (result === "warning") return ["ProbeWarning", `${name} probe warning: ${message}`];
  return result === "error"
    ? ["Unhealthy", `${name} probe errored and resulted in unknown state: ${message}`]
    : ["", ""];
}
