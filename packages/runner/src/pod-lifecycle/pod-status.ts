import type { ContainerState, ContainerStatus, Pod, PodStatus } from "@podwright/core";
import { podConditions } from "./pod-conditions.ts";
import type { ContainerRecord, PodState, StopCause, Termination } from "./pod-state.ts";

export interface PodStanding {
  readonly pod: Pod;
  readonly state: PodState;
  readonly podIp: string;
}

/**
 * The status as a kubelet would report it for this state. `containerID` and `imageID` have nothing to say here.
 * @param before - the status before it, from which conditions that have not changed keep their time
 * @source pkg/kubelet/kubelet_pods.go getPhase and convertToAPIContainerStatuses, kubernetes/kubernetes v1.34
 */
export function podStatus({ pod, state, podIp }: PodStanding, at: Date, before?: PodStatus): PodStatus {
  const waiting = (pod.spec?.initContainers ?? []).length > 0 ? "PodInitializing" : "ContainerCreating";
  const phase = podPhase(state);
  const statusesOf = (isWanted: (record: ContainerRecord) => boolean): ContainerStatus[] =>
    state.containers.filter(isWanted).map((record) => containerStatus(record, waiting));
  const inits = statusesOf(({ role }) => role !== "main");
  return {
    phase,
    ...(state.stage.name === "ended" ? causes[state.stage.cause] : undefined),
    startTime: state.startedAt.toISOString(),
    podIP: podIp,
    podIPs: [{ ip: podIp }],
    conditions: podConditions(state, phase, { at, before: before?.conditions }),
    ...(inits.length > 0 ? { initContainerStatuses: inits } : {}),
    // A kubelet sorts these, and only these, by name.
    containerStatuses: statusesOf(({ role }) => role === "main").toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const causes: Readonly<Record<StopCause, { readonly reason: string; readonly message: string } | undefined>> = {
  completed: undefined,
  "init-failed": undefined,
  deadline: {
    reason: "DeadlineExceeded",
    message: "Pod was active on the node longer than the specified deadline",
  },
  evicted: { reason: "Evicted", message: "Pod used more than it may" },
  aborted: { reason: "Aborted", message: "Pod was stopped before its end" },
};

function podPhase({ stage, containers }: PodState): string {
  const mains = containers.filter(({ role }) => role === "main");
  if (stage.name === "ended") {
    const succeeded = stage.cause === "completed" && mains.every(({ last }) => last?.exitCode === 0);
    return succeeded ? "Succeeded" : "Failed";
  }
  const isUnseen = ({ step, last }: ContainerRecord) =>
    !last && (step.name === "pending" || step.name === "starting" || step.name === "hooked");
  return mains.some(isUnseen) ? "Pending" : "Running";
}

function containerStatus(record: ContainerRecord, waiting: string): ContainerStatus {
  const { name, container, step, last, restartCount, role } = record;
  const state = containerState(record, waiting);
  const health = step.name === "running" || step.name === "stopping" ? step.health : "unstarted";
  return {
    name,
    state,
    ...(last && !state.terminated ? { lastState: { terminated: terminated(last) } } : {}),
    ready: role === "init" ? step.name === "ended" && last?.exitCode === 0 : health === "ready",
    restartCount,
    image: container.image ?? "",
    imageID: "",
    started: health !== "unstarted",
  };
}

function containerState({ name, step, last, backOff }: ContainerRecord, waiting: string): ContainerState {
  switch (step.name) {
    case "running":
    case "stopping":
      return { running: { startedAt: step.startedAt.toISOString() } };
    case "ended":
      return last ? { terminated: terminated(last) } : { waiting: { reason: waiting } };
    case "backing-off": {
      if (step.seconds === 0 && last) return { terminated: terminated(last) };
      const message = `back-off ${backOff?.seconds ?? 0}s restarting failed container=${name}`;
      return { waiting: { reason: "CrashLoopBackOff", message } };
    }
    default:
      return { waiting: { reason: waiting } };
  }
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
