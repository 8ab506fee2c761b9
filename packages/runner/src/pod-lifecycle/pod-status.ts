import type { Container, ContainerState, ContainerStatus, Pod, PodStatus } from "@podwright/core";
import type { ContainerRecord, PodState, StopCause, Termination } from "./pod-state.ts";

/**
 * The status as a kubelet would report it for this state. `containerID` and `imageID` have nothing to say here.
 * @source pkg/kubelet/kubelet_pods.go getPhase and convertToAPIContainerStatuses, kubernetes/kubernetes v1.36
 */
export function podStatus(pod: Pod, state: PodState, at: Date): PodStatus {
  const { initContainers = [], containers = [] } = pod.spec ?? {};
  const phase = podPhase(state);
  const cause = state.stage.name === "ended" ? causes[state.stage.cause] : undefined;
  return {
    phase,
    ...cause,
    startTime: state.startedAt.toISOString(),
    conditions: conditions(state, phase, at),
    ...(initContainers.length > 0
      ? {
          initContainerStatuses: initContainers.map((container, index) =>
            containerStatus(container, state.containers[index]),
          ),
        }
      : {}),
    containerStatuses: containers.map((container, index) =>
      containerStatus(container, state.containers[initContainers.length + index]),
    ),
  };
}

const causes: Readonly<Record<StopCause, { readonly reason: string; readonly message: string } | undefined>> = {
  completed: undefined,
  "init-failed": undefined,
  deadline: {
    reason: "DeadlineExceeded",
    message: "Pod was active on the node longer than the specified deadline",
  },
  aborted: { reason: "Aborted", message: "Pod was stopped before its end" },
};

function podPhase({ stage, containers }: PodState): string {
  if (stage.name !== "ended") return stage.name === "initializing" ? "Pending" : "Running";
  const mains = containers.filter(({ role }) => role === "main");
  const succeeded = stage.cause === "completed" && mains.every(({ last }) => last?.exitCode === 0);
  return succeeded ? "Succeeded" : "Failed";
}

function conditions({ containers }: PodState, phase: string, at: Date): NonNullable<PodStatus["conditions"]> {
  const initialized = containers.every(
    ({ role, last, step }) => role !== "init" || (step.name === "ended" && last?.exitCode === 0),
  );
  const lastTransitionTime = at.toISOString();
  const over = phase === "Succeeded" ? "PodCompleted" : "PodFailed";
  const unready = { status: "False", reason: initialized ? over : "ContainersNotReady", lastTransitionTime };
  return [
    initialized
      ? { type: "Initialized", status: "True", lastTransitionTime }
      : { type: "Initialized", status: "False", reason: "ContainersNotInitialized", lastTransitionTime },
    { type: "Ready", ...unready },
    { type: "ContainersReady", ...unready },
  ];
}

function containerStatus({ name, image }: Container, record: ContainerRecord | undefined): ContainerStatus {
  const { last, restartCount = 0 } = record ?? {};
  const state = record ? containerState(record) : { waiting: { reason: "PodInitializing" } };
  return {
    name,
    state,
    ...(last && !state.terminated ? { lastState: { terminated: terminated(last) } } : {}),
    ready: record?.role === "init" && last?.exitCode === 0,
    restartCount,
    image: image ?? "",
    imageID: "",
    started: state.running !== undefined,
  };
}

function containerState({ step, last }: ContainerRecord): ContainerState {
  if (step.name === "running" || step.name === "stopping")
    return { running: { startedAt: step.startedAt.toISOString() } };
  if (step.name === "ended" && last) return { terminated: terminated(last) };
  return { waiting: { reason: step.name === "backing-off" ? "CrashLoopBackOff" : "PodInitializing" } };
}

function terminated({ exitCode, reason, message, startedAt, finishedAt }: Termination) {
  return {
    exitCode,
    reason,
    ...(message ? { message } : {}),
    ...(startedAt ? { startedAt: startedAt.toISOString() } : {}),
    finishedAt: finishedAt.toISOString(),
  };
}
