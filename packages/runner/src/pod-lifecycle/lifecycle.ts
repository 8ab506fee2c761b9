import { type ContainerEvent, moveContainer } from "./container-transitions.ts";
import type { ContainerRecord, PodState, StopCause } from "./pod-state.ts";

export type PodEvent =
  | { readonly type: "begin"; readonly at: Date }
  | { readonly type: "container"; readonly name: string; readonly event: ContainerEvent; readonly at: Date }
  | { readonly type: "grace-over"; readonly name: string; readonly at: Date }
  | { readonly type: "stop"; readonly cause: "deadline" | "aborted"; readonly at: Date };

/** What is to be done after an event, in this order. */
export type Command =
  | { readonly type: "start"; readonly name: string }
  | { readonly type: "restart"; readonly name: string; readonly afterSeconds: number }
  | { readonly type: "terminate"; readonly name: string; readonly graceSeconds: number }
  | { readonly type: "kill"; readonly name: string };

export interface Step {
  readonly state: PodState;
  readonly commands: readonly Command[];
}

/**
 * The Pod after an event, and what to do about it. Pure: the whole lifecycle is this function and its table.
 * @source pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, kubernetes/kubernetes v1.36
 */
export function advance(state: PodState, event: PodEvent): Step {
  if (event.type === "grace-over") return { state, commands: killCommands(state, event.name) };
  const moved = event.type === "container" ? moveNamed(state, event.name, event.event) : { state, commands: [] };
  const stopped = event.type === "stop" ? stopPod(moved.state, event.cause, event.at) : moved.state;
  return settle({ state: stopped, commands: moved.commands }, event.at);
}

/** Takes decisions until there is none left to take. */
function settle(step: Step, at: Date): Step {
  const next = decide(step.state, at);
  if (next.state === step.state) return step;
  return settle({ state: next.state, commands: [...step.commands, ...next.commands] }, at);
}

function decide(state: PodState, at: Date): Step {
  switch (state.stage.name) {
    case "initializing":
      return initialize(state, at);
    case "running":
      return run(state, at);
    case "stopping":
      return stop(state, at);
    case "ended":
      return { state, commands: [] };
  }
}

function initialize(state: PodState, at: Date): Step {
  const next = state.containers.find((record) => record.role !== "main" && !letsOthersStart(record));
  if (!next) return { state: { ...state, stage: { name: "running" } }, commands: [] };
  if (next.step.name === "ended") return { state: stopPod(state, "init-failed", at), commands: [] };
  return next.step.name === "pending" ? startContainer(state, next) : { state, commands: [] };
}

function letsOthersStart(record: ContainerRecord): boolean {
  if (record.role === "init") return record.step.name === "ended" && record.last?.exitCode === 0;
  return record.step.name === "running" || record.last?.startedAt !== undefined;
}

function run(state: PodState, at: Date): Step {
  const mains = state.containers.filter(({ role }) => role === "main");
  if (mains.every(({ step }) => step.name === "ended")) return { state: stopPod(state, "completed", at), commands: [] };
  const next = mains.find(({ step }) => step.name === "pending" || step.name === "starting");
  return next?.step.name === "pending" ? startContainer(state, next) : { state, commands: [] };
}

/** Main and init containers at once; then sidecars in reverse, each when the one after it is gone. */
function stop(state: PodState, at: Date): Step {
  if (state.stage.name !== "stopping") return { state, commands: [] };
  const live = state.containers.filter(isLive);
  if (live.length === 0) return { state: { ...state, stage: { ...state.stage, name: "ended" } }, commands: [] };
  const others = live.filter(({ role }) => role !== "sidecar");
  const turn = others.length > 0 ? others : live.slice(-1);
  const next = turn.find(({ step }) => step.name === "running" || step.name === "backing-off");
  if (!next) return { state, commands: [] };
  const stopping = moveNamed(state, next.name, { type: "stop" }).state;
  const elapsedSeconds = (at.getTime() - state.stage.since.getTime()) / 1000;
  const graceSeconds = Math.max(state.gracePeriodSeconds - elapsedSeconds, minimumGraceSeconds);
  const commands = next.step.name === "running" ? [{ type: "terminate", name: next.name, graceSeconds } as const] : [];
  return { state: stopping, commands };
}

/** @source pkg/kubelet/kuberuntime/kuberuntime_manager.go minimumGracePeriodInSeconds, kubernetes/kubernetes v1.36 */
export const minimumGraceSeconds = 2;

function isLive({ step }: ContainerRecord): boolean {
  return step.name !== "pending" && step.name !== "ended";
}

function stopPod(state: PodState, cause: StopCause, since: Date): PodState {
  if (state.stage.name === "stopping" || state.stage.name === "ended") return state;
  return { ...state, stage: { name: "stopping", cause, since } };
}

function startContainer(state: PodState, record: ContainerRecord): Step {
  return moveNamed(state, record.name, { type: "start" });
}

function moveNamed(state: PodState, name: string, event: ContainerEvent): Step {
  const before = state.containers.find((record) => record.name === name);
  const after = before && moveContainer(before, event);
  if (!after || after === before) return { state, commands: [] };
  const containers = state.containers.map((record) => (record === before ? after : record));
  return { state: { ...state, containers }, commands: commandsOf(before, after) };
}

function commandsOf(before: ContainerRecord, after: ContainerRecord): readonly Command[] {
  const { name } = after;
  if (after.step.name === "starting") return [{ type: "start", name }];
  if (after.step.name !== "backing-off" || before.step.name === "backing-off") return [];
  return [{ type: "restart", name, afterSeconds: backOffSeconds(after.restartCount) }];
}

/**
 * Nothing before the first restart, then 10, 20, 40 … seconds, at most 300.
 * @source pkg/kubelet/kubelet.go backOffPeriod and MaxContainerBackOff
 */
function backOffSeconds(restartCount: number): number {
  return restartCount === 0 ? 0 : Math.min(10 * 2 ** (restartCount - 1), 300);
}

function killCommands(state: PodState, name: string): readonly Command[] {
  const record = state.containers.find((candidate) => candidate.name === name);
  return record?.step.name === "stopping" ? [{ type: "kill", name }] : [];
}
