import { primaryContainerKey } from "../flyte/wire-strings.ts";
import { formatRfc3339 } from "../go/rfc3339.ts";
import type { ContainerStatus, Pod } from "../kubernetes/types.ts";
import { demystifyFailure } from "./demystify-failure.ts";
import { demystifyPending } from "./demystify-pending.ts";
import { demystifySuccess } from "./demystify-success.ts";
import { logContext } from "./log-context.ts";
import { makePhase, withVersion } from "./make-phase.ts";
import type { PhaseClock } from "./phase-clock.ts";
import type { FlytePhase, PhaseInfo, TaskInfo } from "./phase-info.ts";
import { completionReported, lastTransition } from "./pod-times.ts";
import { primaryContainerNotFound, primaryContainerPhase } from "./primary-container-phase.ts";
import { taskLogs } from "./task-logs.ts";

/** What Flyte reported of the task the last time it looked. */
export interface ReportedPhase {
  readonly phase: FlytePhase;
  readonly phaseVersion: number;
  readonly reason: string;
}

/** Before Flyte has looked at all. */
export const nothingReported: ReportedPhase = { phase: "PhaseUndefined", phaseVersion: 0, reason: "" };

/**
 * What a Pod means for its task, as Flyte's Pod plugin tells it.
 * @source plugins/k8s/pod/plugin.go GetTaskPhaseWithLogs, flyteorg/flyte v1.16.8 and v2.0.43; the word on a VS Code server is left out: the
 * default log config has no link to one
 */
export function podPhase(pod: Pod, clock: PhaseClock, reported: ReportedPhase = nothingReported): PhaseInfo {
  const phase = unversionedPhase(pod, taskInfo(pod, clock), clock);
  const stays = phase.phase === reported.phase && phase.version <= reported.phaseVersion;
  const isCounted = clock.rules.countsNewsOfRunning || phase.phase !== "PhaseRunning";
  return stays && isCounted && phase.reason !== reported.reason ? withVersion(phase, reported.phaseVersion + 1) : phase;
}

function taskInfo(pod: Pod, { now, rules }: PhaseClock): TaskInfo {
  const status = pod.status ?? {};
  const occurred = lastTransition(status, now);
  const logs = taskLogs(pod, rules.logs);
  return {
    occurredAt: formatRfc3339(occurred),
    reportedAt: formatRfc3339(completionReported(status) ?? occurred),
    ...(logs && { logs }),
    ...(rules.logs.givesContext && { logContext: logContext(pod) }),
  };
}

/** @source plugins/k8s/pod/plugin.go DemystifyPodStatus, flyteorg/flyte v1.16.8 and v2.0.43 */
function unversionedPhase(pod: Pod, info: TaskInfo, clock: PhaseClock): PhaseInfo {
  const status = pod.status ?? {};
  const primary = pod.metadata?.annotations?.[primaryContainerKey];
  if (status.phase === "Succeeded") return demystifySuccess(status, info);
  if (status.phase === "Failed") return demystifyFailure(status, info, primary ?? "");
  if (status.phase === "Pending") return demystifyPending(status, info, clock);
  if (status.phase === "Unschedulable") return makePhase("PhaseQueued", info, "pod unschedulable");
  if (status.phase === "Unknown" && clock.rules.unknownPodIsUndefined) return makePhase("PhaseUndefined", {});
  return primary === undefined ? phaseOfAll(pod, info) : phaseOfPrimary(primary, pod, info);
}

/** Without a primary container the task has succeeded once everything has, even before the Pod says so. */
function phaseOfAll({ status = {} }: Pod, info: TaskInfo): PhaseInfo {
  const { containerStatuses: mains = [], initContainerStatuses: inits = [] } = status;
  if (mains.length > 0 && [...mains, ...inits].every(wentWell)) return demystifySuccess(status, info);
  return withLogsCounted(makePhase("PhaseRunning", info));
}

/** A primary container that has no status yet is running if the Pod has one of its name. */
function phaseOfPrimary(primary: string, { spec, status }: Pod, info: TaskInfo): PhaseInfo {
  const phase = primaryContainerPhase(primary, status?.containerStatuses ?? [], info);
  if (phase.error?.code !== primaryContainerNotFound || phase.phase !== "PhasePermanentFailure") {
    return phase.phase === "PhaseRunning" ? withLogsCounted(phase) : phase;
  }
  return spec?.containers?.some(({ name }) => name === primary) ? makePhase("PhaseRunning", info) : phase;
}

/** Links to logs are news. */
function withLogsCounted(phase: PhaseInfo): PhaseInfo {
  return phase.logs || phase.logContext ? withVersion(phase, 1) : phase;
}

function wentWell({ state }: ContainerStatus): boolean {
  return !(state?.waiting || state?.running || (state?.terminated && state.terminated.exitCode !== 0));
}
