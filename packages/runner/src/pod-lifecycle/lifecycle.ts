import { type Command, commandsOfMove } from "./command.ts";
import { type ContainerEvent, moveContainer } from "./container-transitions.ts";
import type { ContainerRecord, PodState, StopCause } from "./pod-state.ts";
import type { ProbeKind, ProbeVerdict } from "./probes/probe-spec.ts";
import { isLive, nextToStop } from "./stop-order.ts";

export type PodEvent =
  | { readonly type: "begin"; readonly at: Date }
  | { readonly type: "container"; readonly name: string; readonly event: ContainerEvent; readonly at: Date }
  | {
      readonly type: "probed";
      readonly name: string;
      readonly kind: ProbeKind;
      readonly verdict: ProbeVerdict;
      readonly at: Date;
    }
  | { readonly type: "post-start-failed"; readonly name: string; readonly at: Date }
  /** A container's grace period after its signal is over. */
  | { readonly type: "grace-over"; readonly name: string; readonly at: Date }
  /** The Pod's grace period is over, within which sidecars waited for others. */
  | { readonly type: "turns-over"; readonly at: Date }
  /** Nobody can wait any longer: from now on the grace period is the shortest there is. */
  | { readonly type: "hasten"; readonly at: Date }
  | { readonly type: "stop"; readonly cause: "deadline" | "evicted" | "aborted"; readonly at: Date };

export interface Step {
  readonly state: PodState;
  readonly commands: readonly Command[];
}

/**
 * The Pod after an event, and what to do about it. Pure: the whole lifecycle is this function and its table.
 * @source pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, kubernetes/kubernetes v1.34
 */
export function advance(state: PodState, event: PodEvent): Step {
  return settle(react(state, event), event.at);
}

function react(state: PodState, event: PodEvent): Step {
  switch (event.type) {
    case "begin":
      return { state, commands: [] };
    case "container":
      return moveNamed(state, event.name, event.event, event.at);
    case "probed":
      return probed(state, event);
    case "post-start-failed":
      return hookFailed(state, event.name, event.at);
    case "grace-over":
      return { state, commands: kills(state, [event.name]) };
    case "turns-over":
      return { state: withoutOrder(state), commands: [] };
    case "hasten":
      return hasten(state, event.at);
    case "stop":
      return stopPod(state, event.cause);
  }
}

/** Takes decisions until there is none left to take. */
function settle(step: Step, at: Date): Step {
  const next = decide(step.state, at);
  if (next.state === step.state) return step;
  return settle({ state: next.state, commands: [...step.commands, ...next.commands] }, at);
}

function decide(state: PodState, at: Date): Step {
  if (state.stage.name === "ended") return { state, commands: [] };
  const next = nextToStop(state);
  if (next?.step.name === "stopping") return moveNamed(state, next.name, { type: "signal" }, at);
  if (next) return moveNamed(state, next.name, stopEvent(at, state.gracePeriodSeconds, "end"), at);
  if (state.stage.name === "initializing") return initialize(state, at);
  return state.stage.name === "running" ? run(state, at) : end(state);
}

function initialize(state: PodState, at: Date): Step {
  const next = state.containers.find((record) => record.role !== "main" && !letsOthersStart(record));
  if (!next) return { state: { ...state, stage: { name: "running" } }, commands: [] };
  if (next.step.name === "ended") return stopPod(state, "init-failed");
  return next.step.name === "pending"
    ? moveNamed(state, next.name, { type: "start", at }, at)
    : { state, commands: [] };
}

function letsOthersStart({ role, step, last, initialized }: ContainerRecord): boolean {
  return role === "init" ? step.name === "ended" && last?.exitCode === 0 : initialized === "yes";
}

/** Main containers start one after the other, each when the one before it has started, hook included. */
function run(state: PodState, at: Date): Step {
  const mains = state.containers.filter(({ role }) => role === "main");
  if (mains.every(({ step }) => step.name === "ended")) return stopPod(state, "completed");
  const next = mains.find(({ step }) => step.name === "pending" || step.name === "starting" || step.name === "hooked");
  return next?.step.name === "pending"
    ? moveNamed(state, next.name, { type: "start", at }, at)
    : { state, commands: [] };
}

function end(state: PodState): Step {
  if (state.containers.some(isLive) || state.stage.name !== "stopping") return { state, commands: [] };
  return { state: { ...state, stage: { name: "ended", cause: state.stage.cause } }, commands: [] };
}

/**
 * A container that fails its startup or liveness probe is killed, and started again whatever its exit code is, unless the Pod never restarts.
 * When it was the last that ran of such a Pod, it is the Pod that stops.
 */
function probed(state: PodState, { name, kind, verdict, at }: PodEvent & { readonly type: "probed" }): Step {
  const record = state.containers.find((candidate) => candidate.name === name);
  const isFatal = verdict === "failure" && kind !== "readiness" && record?.step.name === "running";
  if (!isFatal || state.stage.name === "stopping" || state.stage.name === "ended")
    return moveNamed(state, name, { type: "probed", kind, verdict }, at);
  const restarts = record.restarts !== "never";
  const others = state.containers.filter((other) => other.role === "main" && other !== record);
  if (!restarts && others.every(({ step }) => step.name === "ended")) return stopPod(state, "completed");
  const graceSeconds = record.container[`${kind}Probe`]?.terminationGracePeriodSeconds ?? state.gracePeriodSeconds;
  const stopped = moveNamed(state, name, stopEvent(at, graceSeconds, restarts ? "restart" : "end"), at);
  const message =
    record.role === "sidecar"
      ? `Init container ${name} failed ${kind} probe`
      : `Container ${name} failed ${kind} probe${restarts ? ", will be restarted" : ""}`;
  return { ...stopped, commands: [{ type: "notice", name, reason: "Killing", message }, ...stopped.commands] };
}

/** @source pkg/kubelet/eviction/eviction_manager.go immediateEvictionGracePeriodSeconds, kubernetes/kubernetes v1.34 */
const evictedGraceSeconds = 1;

/** Its restart policy says what follows; one that has ended meanwhile is past minding. */
function hookFailed(state: PodState, name: string, at: Date): Step {
  const isHooked = state.containers.some((record) => record.name === name && record.step.name === "hooked");
  if (!isHooked) return { state, commands: [] };
  return moveNamed(state, name, stopEvent(at, state.gracePeriodSeconds, "policy"), at);
}

/** Within a grace period of none, nobody waits for anybody. */
function stopPod(state: PodState, cause: StopCause): Step {
  if (state.stage.name === "stopping" || state.stage.name === "ended") return { state, commands: [] };
  const { containers } = state;
  const seconds = cause === "evicted" ? evictedGraceSeconds : state.gracePeriodSeconds;
  const live = containers.filter((record) => record.role !== "init" && isLive(record));
  const waits = live.length > 1 && live.some(({ role }) => role === "sidecar");
  return {
    state: {
      ...state,
      gracePeriodSeconds: seconds,
      stage: { name: "stopping", cause, order: seconds > 0 ? "sidecars-last" : "all-at-once" },
    },
    commands: seconds > 0 && waits ? [{ type: "limit-turns", seconds }] : [],
  };
}

function withoutOrder(state: PodState): PodState {
  if (state.stage.name !== "stopping") return state;
  return { ...state, stage: { ...state.stage, order: "all-at-once" } };
}

function hasten(state: PodState, at: Date): Step {
  const hooked = state.containers.filter(({ step }) => step.name === "stopping" && step.progress === "pre-stop");
  const hurried = { ...state, gracePeriodSeconds: 0, containers: state.containers.map(withoutGrace) };
  return hooked.reduce<Step>(
    (step, { name }) => {
      const moved = moveNamed(step.state, name, { type: "pre-stopped" }, at);
      return { state: moved.state, commands: [...step.commands, ...moved.commands] };
    },
    {
      state: hurried,
      commands: kills(
        state,
        state.containers.map(({ name }) => name),
      ),
    },
  );
}

/** Only what was signalled is killed; a sidecar that waits for its turn still gets its signal. */
function kills({ containers }: PodState, names: readonly string[]): readonly Command[] {
  return containers
    .filter(({ name, step }) => names.includes(name) && step.name === "stopping" && step.progress === "signalled")
    .map(({ name }) => ({ type: "kill", name }));
}

function withoutGrace(record: ContainerRecord): ContainerRecord {
  return record.step.name === "stopping" ? { ...record, step: { ...record.step, graceSeconds: 0 } } : record;
}

function stopEvent(at: Date, graceSeconds: number, then: "end" | "restart" | "policy"): ContainerEvent {
  return { type: "stop", at, graceSeconds, then };
}

function moveNamed(state: PodState, name: string, event: ContainerEvent, at: Date): Step {
  const before = state.containers.find((record) => record.name === name);
  const after = before && moveContainer(before, event);
  if (!after || after === before) return { state, commands: [] };
  const containers = state.containers.map((record) => (record === before ? after : record));
  return { state: { ...state, containers }, commands: commandsOfMove(before, after, at) };
}
