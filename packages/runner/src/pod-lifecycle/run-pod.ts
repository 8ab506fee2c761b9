import { isDeepStrictEqual } from "node:util";
import type { Pod, PodStatus } from "@podwright/core";
import type { RunEvent } from "../runner.ts";
import type { Clock } from "./clock.ts";
import type { Command } from "./command.ts";
import { containerPhase } from "./container-phase.ts";
import type { ContainerRuntime } from "./container-runtime.ts";
import type { ContainerEvent } from "./container-transitions.ts";
import { advance, type PodEvent } from "./lifecycle.ts";
import { type LiveContainer, liveContainer } from "./live-container.ts";
import { passedPhases } from "./passed-phases.ts";
import { initialState, type PodState } from "./pod-state.ts";
import { podStatus } from "./pod-status.ts";
import { workOn } from "./work-on.ts";

export interface PodRun {
  readonly pod: Pod;
  readonly runtime: ContainerRuntime;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** As in RunRequest. */
  readonly hasten?: AbortSignal | undefined;
  /** Aborted by an engine when the Pod uses more than it may; the reason is the status' message. */
  readonly evicted?: AbortSignal | undefined;
  readonly onEvent: (event: RunEvent) => void;
  /** The Pod's address, for its status and for probes; default: this machine's own, 127.0.0.1. */
  readonly podIp?: string;
}

/**
 * Runs a Pod's containers to the end of the last one. Decides nothing itself: it feeds what happens to `advance` and does
 * what that commands. Rejects only when `onEvent` or the runtime throws, after every container was killed.
 */
export async function runPod(run: PodRun): Promise<PodStatus> {
  const { pod, runtime, clock, signal, hasten, evicted, onEvent, podIp = "127.0.0.1" } = run;
  let state = initialState(pod, clock.now());
  let told: PodStatus | undefined;
  const live = new Map<string, LiveContainer>();
  const timers = new Set<() => void>();
  const runs = new Set<Promise<void>>();
  const { promise: finished, resolve: finish, reject: fail } = Promise.withResolvers<void>();

  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      fail(error);
    }
  };
  const dispatch = (event: PodEvent): void =>
    guarded(() => {
      const before = state;
      const step = advance(state, event);
      state = step.state;
      report(before, state, event.at, onEvent);
      if (state !== before) tellStatus(event.at);
      for (const { name, step: now } of state.containers) if (now.name === "stopping") live.get(name)?.stops();
      for (const command of step.commands) perform(command);
      if (state.stage.name === "ended") finish();
    });
  const tellStatus = (at: Date): void => {
    const next = podStatus({ pod, state, podIp }, at, told);
    if (isDeepStrictEqual(next, told)) return;
    told = next;
    onEvent({ type: "pod", at, pod: { ...pod, status: next } });
  };
  const tell = (name: string, event: ContainerEvent): void =>
    dispatch({ type: "container", name, event, at: clock.now() });
  const notice = (container: string, reason: string, message: string): void =>
    guarded(() => onEvent({ type: "notice", at: clock.now(), container, reason, message }));
  const later = (seconds: number, act: () => void): void => {
    const cancel = clock.after(seconds, () => {
      timers.delete(cancel);
      act();
    });
    timers.add(cancel);
  };

  const perform = (command: Command): void => {
    switch (command.type) {
      case "start": {
        const started = start(command.name).catch(fail);
        runs.add(started);
        void started.then(() => runs.delete(started));
        break;
      }
      case "restart":
        later(command.afterSeconds, () => tell(command.name, { type: "start", at: clock.now() }));
        break;
      case "limit-turns":
        later(command.seconds, () => dispatch({ type: "turns-over", at: clock.now() }));
        break;
      case "notice":
        notice(command.name, command.reason, command.message);
        break;
      default: {
        const container = live.get(command.name);
        const record = state.containers.find(({ name }) => name === command.name);
        if (container && record)
          workOn({ record, live: container, podIp, clock, dispatch, notice }, command).catch(fail);
      }
    }
  };
  const start = async (name: string): Promise<void> => {
    const outcome = await runtime.start(name, (line) =>
      guarded(() => onEvent({ type: "log", at: clock.now(), container: name, ...line })),
    );
    if (outcome.outcome === "failed") return tell(name, { type: "ended", at: clock.now(), end: outcome.end });
    const container = liveContainer(outcome.container, clock.now(), clock);
    live.set(name, container);
    tell(name, { type: "started", at: container.startedAt });
    const end = await outcome.container.ended;
    live.delete(name);
    container.close();
    tell(name, { type: "ended", at: clock.now(), end });
  };

  const abort = (): void => dispatch({ type: "stop", cause: "aborted", at: clock.now() });
  const evict = (): void => dispatch({ type: "stop", cause: "evicted", at: clock.now() });
  const hurry = (): void => dispatch({ type: "hasten", at: clock.now() });
  signal.addEventListener("abort", abort, { once: true });
  hasten?.addEventListener("abort", hurry, { once: true });
  evicted?.addEventListener("abort", evict, { once: true });
  guarded(() => {
    announce(state, onEvent);
    tellStatus(state.startedAt);
    const deadline = pod.spec?.activeDeadlineSeconds;
    if (deadline !== undefined) later(deadline, () => dispatch({ type: "stop", cause: "deadline", at: clock.now() }));
    if (signal.aborted) abort();
    else dispatch({ type: "begin", at: clock.now() });
  });
  try {
    await finished;
  } finally {
    signal.removeEventListener("abort", abort);
    hasten?.removeEventListener("abort", hurry);
    evicted?.removeEventListener("abort", evict);
    for (const cancel of timers) cancel();
    state = advance(state, { type: "stop", cause: "aborted", at: clock.now() }).state;
    await killAll(live, runs);
  }
  const status = podStatus({ pod, state, podIp }, clock.now(), told);
  return status.reason === "Evicted" ? { ...status, message: String(evicted?.reason) } : status;
}

/** A container that is just starting is killed as soon as it runs. */
async function killAll(live: ReadonlyMap<string, LiveContainer>, runs: ReadonlySet<Promise<void>>): Promise<void> {
  while (runs.size > 0) {
    for (const { running } of live.values()) running.signal("SIGKILL");
    await Promise.race([...runs, new Promise((resolve) => setTimeout(resolve, 10))]);
  }
}

function announce(state: PodState, onEvent: (event: RunEvent) => void): void {
  for (const record of state.containers) {
    const { name: container, role } = record;
    onEvent({ type: "container", at: state.startedAt, container, role, state: containerPhase(record) });
  }
}

function report(before: PodState, after: PodState, at: Date, onEvent: (event: RunEvent) => void): void {
  for (const [index, record] of after.containers.entries()) {
    const { name: container, role } = record;
    const phases = passedPhases(before.containers[index] ?? record, record);
    for (const state of phases) onEvent({ type: "container", at, container, role, state });
  }
}
