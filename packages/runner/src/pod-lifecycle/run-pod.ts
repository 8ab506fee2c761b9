import type { Pod, PodStatus } from "@podwright/core";
import type { RunEvent } from "../runner.ts";
import type { Clock } from "./clock.ts";
import { containerPhase } from "./container-phase.ts";
import type { ContainerRuntime, RunningContainer } from "./container-runtime.ts";
import type { ContainerEvent } from "./container-transitions.ts";
import { advance, type Command, minimumGraceSeconds, type PodEvent } from "./lifecycle.ts";
import { passedPhases } from "./passed-phases.ts";
import { initialState, type PodState } from "./pod-state.ts";
import { podStatus } from "./pod-status.ts";

export interface PodRun {
  readonly pod: Pod;
  readonly runtime: ContainerRuntime;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** As in RunRequest. */
  readonly hasten?: AbortSignal | undefined;
  readonly onEvent: (event: RunEvent) => void;
}

/**
 * Runs a Pod's containers to the end of the last one. Decides nothing itself: it feeds what happens to `advance` and does
 * what that commands. Rejects only when `onEvent` or the runtime throws, after every container was killed.
 */
export async function runPod({ pod, runtime, clock, signal, hasten, onEvent }: PodRun): Promise<PodStatus> {
  let state = initialState(pod, clock.now());
  const running = new Map<string, RunningContainer>();
  const timers = new Set<() => void>();
  const live = new Set<Promise<void>>();
  const { promise: finished, resolve: finish, reject: fail } = Promise.withResolvers<void>();

  const dispatch = (event: PodEvent): void => {
    const before = state;
    const step = advance(state, event);
    state = step.state;
    report(before, state, event.at, onEvent);
    for (const command of step.commands) perform(command);
    if (state.stage.name === "ended") finish();
  };
  const guarded = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      fail(error);
    }
  };
  const tell = (name: string, event: ContainerEvent): void =>
    guarded(() => dispatch({ type: "container", name, event, at: clock.now() }));
  const later = (seconds: number, run: () => void): void => {
    const cancel = clock.after(seconds, () => {
      timers.delete(cancel);
      guarded(run);
    });
    timers.add(cancel);
  };
  const perform = (command: Command): void => {
    const { name } = command;
    switch (command.type) {
      case "start": {
        const run = start(name).catch(fail);
        live.add(run);
        void run.then(() => live.delete(run));
        return;
      }
      case "restart":
        later(command.afterSeconds, () => tell(name, { type: "start" }));
        return;
      case "terminate":
        running.get(name)?.signal("SIGTERM");
        later(hasten?.aborted ? minimumGraceSeconds : command.graceSeconds, () =>
          dispatch({ type: "grace-over", name, at: clock.now() }),
        );
        return;
      case "kill":
        running.get(name)?.signal("SIGKILL");
    }
  };
  const start = async (name: string): Promise<void> => {
    const outcome = await runtime.start(name, (line) =>
      guarded(() => onEvent({ type: "log", at: clock.now(), container: name, ...line })),
    );
    if (outcome.outcome === "failed") return tell(name, { type: "ended", at: clock.now(), end: outcome.end });
    running.set(name, outcome.container);
    tell(name, { type: "started", at: clock.now() });
    const end = await outcome.container.ended;
    running.delete(name);
    tell(name, { type: "ended", at: clock.now(), end });
  };

  const abort = (): void => guarded(() => dispatch({ type: "stop", cause: "aborted", at: clock.now() }));
  const hurry = (): void =>
    guarded(() => {
      for (const name of running.keys()) dispatch({ type: "grace-over", name, at: clock.now() });
    });
  signal.addEventListener("abort", abort, { once: true });
  hasten?.addEventListener("abort", hurry, { once: true });
  guarded(() => {
    announce(state, onEvent);
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
    state = advance(state, { type: "stop", cause: "aborted", at: clock.now() }).state;
    await killAll(running, live);
    for (const cancel of timers) cancel();
  }
  return podStatus(pod, state, clock.now());
}

/** A container that is just starting is killed as soon as it runs. */
async function killAll(
  running: ReadonlyMap<string, RunningContainer>,
  live: ReadonlySet<Promise<void>>,
): Promise<void> {
  while (live.size > 0) {
    for (const container of running.values()) container.signal("SIGKILL");
    await Promise.race([...live, new Promise((resolve) => setTimeout(resolve, 10))]);
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
