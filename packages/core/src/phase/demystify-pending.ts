import { formatRfc3339, type Moment } from "../go/rfc3339.ts";
import type { ContainerStatus, PodStatus } from "../kubernetes/types.ts";
import { makeFailure, makePhase } from "./make-phase.ts";
import { elapsed, gracePeriod, momentOf, type PhaseClock } from "./phase-clock.ts";
import { isTerminal, type PhaseInfo, type TaskInfo } from "./phase-info.ts";
import { waitingPhase } from "./waiting-phase.ts";

/**
 * What a pending Pod means: the first of its conditions that tells something decides. A Pod that is pending for longer than
 * `pod-pending-timeout`, counted from that condition, has failed.
 * @source flytek8s/pod_helper.go DemystifyPending, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function demystifyPending(status: PodStatus, info: TaskInfo, clock: PhaseClock): PhaseInfo {
  const { phase, since } = pendingPhase(status, info, clock);
  const { nanoseconds: timeout } = gracePeriod("pod-pending-timeout", clock);
  if (isTerminal(phase) || timeout <= 0n || elapsed(since, clock) < timeout) return phase;
  const error = { code: "PodPendingTimeout", message: phase.reason, kind: clock.rules.pendingTimeoutKind };
  return makeFailure(error, { occurredAt: formatRfc3339(since) }, { recoverable: true, cleanup: true });
}

interface Pending {
  readonly phase: PhaseInfo;
  readonly since: Moment;
}

/** @source flytek8s/pod_helper.go demystifyPendingHelper, flyteorg/flyte v1.16.8 and v2.0.43 */
function pendingPhase(status: PodStatus, info: TaskInfo, clock: PhaseClock): Pending {
  const conditions = status.conditions ?? [];
  for (const condition of conditions) {
    const since = momentOf(condition.lastTransitionTime);
    const { type, reason = "", message = "" } = condition;
    const isFalse = condition.status === "False";
    if (type === "Unschedulable" || (type === "PodScheduled" && isFalse)) {
      return { phase: makePhase("PhaseQueued", info, `${reason}:${message}`), since };
    }
    const waiting = type === "Ready" && isFalse ? firstWaiting(status, clock) : undefined;
    if (waiting) return { phase: waitingPhase(waiting, condition, clock), since };
  }
  const last = conditions.at(-1);
  const since = last ? momentOf(last.lastTransitionTime) : clock.now;
  return { phase: makePhase("PhaseQueued", info, "Demistify Pending"), since };
}

type Waiting = NonNullable<NonNullable<ContainerStatus["state"]>["waiting"]>;

function firstWaiting(status: PodStatus, { rules }: PhaseClock): Waiting | undefined {
  const inits = rules.asksInitContainers ? (status.initContainerStatuses ?? []) : [];
  const mains = (status.containerStatuses ?? []).filter(({ ready }) => !ready);
  return [...inits, ...mains].find(({ state }) => state?.waiting)?.state?.waiting;
}
