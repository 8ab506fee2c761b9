import type { ContainerRecord, PodState } from "./pod-state.ts";

/**
 * The next container that is to stop, or, when it is stopping already, to be signalled; undefined when none is.
 * A Pod that stops asks all of its containers at once, hooks included, and signals main and init containers at once; a sidecar when the
 * main containers and the sidecars after it are gone.
 * @source pkg/kubelet/kuberuntime/kuberuntime_termination_order.go, kubernetes/kubernetes v1.34
 */
export function nextToStop(state: PodState): ContainerRecord | undefined {
  return state.containers.find((record) => isUnasked(record, state) || (isQueued(record) && isItsTurn(record, state)));
}

function isUnasked({ step }: ContainerRecord, { stage }: PodState): boolean {
  return stage.name === "stopping" && ["running", "hooked", "backing-off"].includes(step.name);
}

function isQueued({ step }: ContainerRecord): boolean {
  return step.name === "stopping" && step.progress === "queued";
}

function isItsTurn(record: ContainerRecord, { stage, containers }: PodState): boolean {
  if (stage.name !== "stopping" || stage.order === "all-at-once" || record.role !== "sidecar") return true;
  const later = containers.slice(containers.indexOf(record) + 1);
  return !later.some((other) => other.role !== "init" && isLive(other));
}

/** Whether there is something of it yet to end. */
export function isLive({ step }: ContainerRecord): boolean {
  return step.name !== "pending" && step.name !== "ended";
}
