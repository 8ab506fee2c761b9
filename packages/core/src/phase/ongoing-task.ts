import type { Pod } from "../kubernetes/types.ts";
import { describeContainer } from "./describe-container.ts";
import { failedContainer } from "./failed-container.ts";
import { holdingContainer } from "./holding-container.ts";
import type { FlytePhase } from "./phase-info.ts";
import type { OngoingTask } from "./task-phase.ts";

/**
 * What a Pod that has not ended means for its task. The init container that it waits for is named, with its own reason; Flyte names the
 * task's container, which only waits for it. A Pod whose init containers have begun is initializing, even where Flyte calls it queued, and
 * one of which Kubernetes has said nothing yet is queued, where Flyte calls it running.
 * @param told - Flyte's phase
 */
export function ongoingTask(pod: Pod, primaryContainerName: string, told: FlytePhase): OngoingTask {
  const { conditions = [], initContainerStatuses: inits = [], ...status } = pod.status ?? {};
  const unscheduled = conditions.find((condition) => condition.type === "PodScheduled" && condition.status === "False");
  if (told === "PhaseUndefined")
    return { phase: "unknown", reason: status.reason ?? "", message: status.message ?? "" };
  if (unscheduled && phases[told] === "queued")
    return { phase: "queued", reason: unscheduled.reason ?? "", message: unscheduled.message ?? "" };
  if (!status.phase) return { phase: "queued", reason: "", message: "" };
  const holder = holdingContainer(pod, primaryContainerName);
  const hasBegun = inits.some(({ state }) => state?.running || state?.terminated);
  const phase = hasBegun && phases[told] === "queued" ? "initializing" : (phases[told] ?? "queued");
  if (!holder) return { phase, reason: "", message: "" };
  const failed = failedContainer(holder, inits);
  return {
    phase,
    reason: holder.state?.waiting?.reason ?? failed?.reason ?? "",
    message: describeContainer(holder),
    ...(failed && { container: failed }),
  };
}

/** Others that have not ended: the task is queued. */
const phases: Partial<Readonly<Record<FlytePhase, OngoingTask["phase"]>>> = {
  PhaseQueued: "queued",
  PhaseInitializing: "initializing",
  PhaseRunning: "running",
};
