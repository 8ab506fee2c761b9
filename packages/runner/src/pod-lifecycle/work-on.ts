import type { Clock } from "./clock.ts";
import type { Command } from "./command.ts";
import { runHook } from "./hooks/run-hook.ts";
import type { PodEvent } from "./lifecycle.ts";
import type { LiveContainer } from "./live-container.ts";
import type { ContainerRecord } from "./pod-state.ts";
import { probeLoop } from "./probes/probe-loop.ts";
import { type ProbeKind, probeSpec } from "./probes/probe-spec.ts";
import type { ProbeTarget } from "./probes/run-probe.ts";

/** What a container that runs is worked on with. */
interface ContainerTask {
  readonly record: ContainerRecord;
  readonly live: LiveContainer;
  readonly podIp: string;
  readonly clock: Clock;
  readonly dispatch: (event: PodEvent) => void;
  readonly notice: (container: string, reason: string, message: string) => void;
}

/** The commands that are for a container that runs. */
type Work = Exclude<Command, { readonly type: "start" | "restart" | "limit-turns" | "notice" }>;

/** Carries out a command; resolves when there is nothing left to do for it. Rejects only when `notice` or `dispatch` throws. */
export async function workOn(task: ContainerTask, command: Work): Promise<void> {
  const { record, live, clock, dispatch } = task;
  switch (command.type) {
    case "post-start":
      return postStart(task);
    case "probe":
      return probe(task, command.kind);
    case "pre-stop":
      return preStop(task, command.withinSeconds);
    case "terminate":
      live.running.signal((record.container.lifecycle?.stopSignal ?? "SIGTERM") as NodeJS.Signals);
      live.later(command.graceSeconds, () => dispatch({ type: "grace-over", name: record.name, at: clock.now() }));
      return;
    case "kill":
      live.running.signal("SIGKILL");
  }
}

/** Until the hook is done the container is not running; when it fails, the container is killed. */
async function postStart(task: ContainerTask): Promise<void> {
  const { record, live, clock, dispatch, notice } = task;
  const { name } = record;
  const outcome = await runHook(record.container.lifecycle?.postStart ?? {}, target(task), live.wanted);
  if (live.wanted.aborted) return;
  if (outcome === "failed") notice(name, "FailedPostStartHook", "PostStartHook failed");
  const at = clock.now();
  dispatch(
    outcome === "done"
      ? { type: "container", name, event: { type: "post-started" }, at }
      : { type: "post-start-failed", name, at },
  );
}

/** The container is signalled after its hook, whatever becomes of that; after `withinSeconds` the hook is not waited for. */
async function preStop(task: ContainerTask, withinSeconds: number): Promise<void> {
  const { record, live, clock, dispatch, notice } = task;
  const { name } = record;
  const proceed = (): void => dispatch({ type: "container", name, event: { type: "pre-stopped" }, at: clock.now() });
  live.later(withinSeconds, proceed);
  const outcome = await runHook(record.container.lifecycle?.preStop ?? {}, target(task), live.ended);
  if (live.ended.aborted) return;
  if (outcome === "failed") notice(name, "FailedPreStopHook", "PreStopHook failed");
  proceed();
}

/** Readiness is asked for to the very end, as it is known to others; the rest only while the container is to go on. */
async function probe(task: ContainerTask, kind: ProbeKind): Promise<void> {
  const { record, live, clock, dispatch, notice } = task;
  const { name, container } = record;
  const spec = probeSpec(container, kind);
  if (!spec) return;
  await probeLoop({
    spec,
    target: target(task),
    startedAt: live.startedAt,
    signal: kind === "readiness" ? live.ended : live.wanted,
    onVerdict: (verdict) => dispatch({ type: "probed", name, kind, verdict, at: clock.now() }),
    onNotice: (reason, message) => notice(name, reason, message),
  });
}

function target({ record, live, podIp, clock }: ContainerTask): ProbeTarget {
  return { container: record.container, running: live.running, podIp, clock };
}
