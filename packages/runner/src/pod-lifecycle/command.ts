import type { ContainerRecord, ContainerStep, StoppingStep } from "./pod-state.ts";
import { type ProbeKind, probeKinds } from "./probes/probe-spec.ts";

/** What is to be done after an event, in this order. */
export type Command =
  | { readonly type: "start"; readonly name: string }
  | { readonly type: "restart"; readonly name: string; readonly afterSeconds: number }
  /** Runs the `postStart` hook; what becomes of it is `post-started` or `post-start-failed`. */
  | { readonly type: "post-start"; readonly name: string }
  /** Begins to ask the container, until it ends or stops. */
  | { readonly type: "probe"; readonly name: string; readonly kind: ProbeKind }
  /** Runs the `preStop` hook; `pre-stopped` when it is done, and at the latest after these seconds. */
  | { readonly type: "pre-stop"; readonly name: string; readonly withinSeconds: number }
  /** Sends the stop signal; `grace-over` after these seconds. */
  | { readonly type: "terminate"; readonly name: string; readonly graceSeconds: number }
  | { readonly type: "kill"; readonly name: string }
  /** `turns-over` after these seconds. */
  | { readonly type: "limit-turns"; readonly seconds: number }
  | { readonly type: "notice"; readonly name: string; readonly reason: string; readonly message: string };

/** What one container's move from `before` to `after` asks for. */
export function commandsOfMove(before: ContainerRecord, after: ContainerRecord, at: Date): readonly Command[] {
  const { name, step } = after;
  switch (step.name) {
    case "starting":
      return [{ type: "start", name }];
    case "hooked":
      return [{ type: "post-start", name }];
    case "running":
      return probes(before.step, after);
    case "stopping":
      return stopping(before.step, step, name, at);
    case "backing-off":
      return before.step.name === "backing-off" ? [] : restart(after);
    default:
      return [];
  }
}

function probes(before: ContainerStep, { name, step, container }: ContainerRecord): readonly Command[] {
  const had = before.name === "running" ? before.health : undefined;
  const has = step.name === "running" ? step.health : undefined;
  if (had === has || (had !== undefined && had !== "unstarted")) return [];
  const begun = probeKinds.filter((kind) => (kind === "startup") === (has === "unstarted"));
  return begun.filter((kind) => container[`${kind}Probe`]).map((kind) => ({ type: "probe", name, kind }));
}

function stopping(before: ContainerStep, step: StoppingStep, name: string, at: Date): readonly Command[] {
  const progressed = before.name !== "stopping" || before.progress !== step.progress;
  if (!progressed || step.progress === "queued") return [];
  if (step.progress === "pre-stop") return [{ type: "pre-stop", name, withinSeconds: step.graceSeconds }];
  const elapsedSeconds = (at.getTime() - step.since.getTime()) / 1000;
  return [{ type: "terminate", name, graceSeconds: Math.max(step.graceSeconds - elapsedSeconds, minimumGraceSeconds) }];
}

/** @source pkg/kubelet/kuberuntime/kuberuntime_manager.go minimumGracePeriodInSeconds, kubernetes/kubernetes v1.34 */
const minimumGraceSeconds = 2;

function restart({ name, step }: ContainerRecord): readonly Command[] {
  const afterSeconds = step.name === "backing-off" ? step.seconds : 0;
  const message = `Back-off ${afterSeconds}s restarting failed container ${name}`;
  const notice: Command = { type: "notice", name, reason: "BackOff", message };
  return [...(afterSeconds > 0 ? [notice] : []), { type: "restart", name, afterSeconds }];
}
