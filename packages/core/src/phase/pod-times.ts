import type { Moment } from "../go/rfc3339.ts";
import type { PodStatus } from "../kubernetes/types.ts";
import { isZeroTime, momentOf, zeroTime } from "./phase-clock.ts";

/**
 * When the last thing happened in a Pod: a container that runs was started, or one that has ended, ended.
 * @returns `now` if no container ever ran
 * @source flytek8s/pod_helper.go GetLastTransitionOccurredAt, flyteorg/flyte v2.0.43
 */
export function lastTransition(status: PodStatus, now: Moment): Moment {
  const containers = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
  const times = containers.flatMap(({ state }) => {
    if (state?.running) return momentOf(state.running.startedAt);
    return state?.terminated ? momentOf(state.terminated.finishedAt) : [];
  });
  const last = latest(times);
  return isZeroTime(last) ? now : last;
}

/**
 * When a Pod was reported as completed.
 * @returns undefined if it was not
 * @source flytek8s/pod_helper.go GetReportedAt, flyteorg/flyte v2.0.43
 */
export function completionReported(status: PodStatus): Moment | undefined {
  const completed = (status.conditions ?? []).filter(
    (condition) => condition.reason === "PodCompleted" && condition.type === "Ready" && condition.status === "False",
  );
  const last = latest(completed.map(({ lastTransitionTime }) => momentOf(lastTransitionTime)));
  return isZeroTime(last) ? undefined : last;
}

/** Of those within one second, the first of the list. */
function latest(times: readonly Moment[]): Moment {
  return times.reduce((last, time) => (time.seconds > last.seconds ? time : last), zeroTime);
}
