import { nextBackOff, waitSeconds } from "./back-off.ts";
import type { ContainerEnd } from "./container-runtime.ts";
import type { ContainerRecord, ContainerStep, Health, StoppingStep, Termination } from "./pod-state.ts";
import type { ProbeKind, ProbeVerdict } from "./probes/probe-spec.ts";

/** What can happen to one container. */
export type ContainerEvent =
  | { readonly type: "start"; readonly at: Date }
  | { readonly type: "started"; readonly at: Date }
  | { readonly type: "post-started" }
  | { readonly type: "probed"; readonly kind: ProbeKind; readonly verdict: ProbeVerdict }
  /** It is to end: after its `preStop` hook and its turn comes a signal. One that does not run waits no longer. */
  | {
      readonly type: "stop";
      readonly at: Date;
      readonly graceSeconds: number;
      readonly then: StoppingStep["then"];
    }
  | { readonly type: "pre-stopped" }
  | { readonly type: "signal" }
  | { readonly type: "ended"; readonly at: Date; readonly end: ContainerEnd };

type EventType = ContainerEvent["type"];
type EventOf<Type extends EventType> = ContainerEvent & { readonly type: Type };
type Moves = { readonly [Type in EventType]?: (record: ContainerRecord, event: EventOf<Type>) => ContainerRecord };

/** Every move there is; an event that a step does not name leaves the container as it is. */
const transitions: Readonly<Record<ContainerStep["name"], Moves>> = {
  pending: { start: to("starting") },
  starting: { started: toStarted, ended: toEndOrBackOff },
  hooked: { "post-started": toRunning, stop: toStopping, ended: toEndOrBackOff },
  running: { probed: toHealth, stop: toStopping, ended: toEndOrBackOff },
  stopping: {
    probed: toReadiness,
    stop: toFinalStop,
    "pre-stopped": toQueue,
    signal: toSignalled,
    ended: toEndOfStop,
  },
  "backing-off": { start: toRestart, stop: to("ended") },
  ended: {},
};

/** The container after `event`; the very same record when the event means nothing to it. */
export function moveContainer(record: ContainerRecord, event: ContainerEvent): ContainerRecord {
  const move = transitions[record.step.name][event.type] as
    | ((record: ContainerRecord, event: ContainerEvent) => ContainerRecord)
    | undefined;
  return move?.(record, event) ?? record;
}

function to(name: "starting" | "ended"): (record: ContainerRecord) => ContainerRecord {
  return (record) => ({ ...record, step: { name } });
}

function toStarted(record: ContainerRecord, { at }: EventOf<"started">): ContainerRecord {
  const hooked: ContainerRecord = { ...record, step: { name: "hooked", startedAt: at } };
  return record.container.lifecycle?.postStart ? hooked : toRunning(hooked);
}

function toRunning(record: ContainerRecord): ContainerRecord {
  const { step, container } = record;
  if (step.name !== "hooked") return record;
  const health = container.startupProbe ? "unstarted" : afterStart(record);
  return withHealth({ ...record, step: { name: "running", startedAt: step.startedAt, health } }, health);
}

function afterStart({ container }: ContainerRecord): Health {
  return container.readinessProbe ? "unready" : "ready";
}

function toHealth(record: ContainerRecord, { kind, verdict }: EventOf<"probed">): ContainerRecord {
  const { step } = record;
  if (step.name !== "running") return record;
  if (kind === "startup" && step.health === "unstarted" && verdict === "success")
    return withHealth(record, afterStart(record));
  return kind === "readiness" && step.health !== "unstarted" ? withReadiness(record, verdict) : record;
}

function toReadiness(record: ContainerRecord, { kind, verdict }: EventOf<"probed">): ContainerRecord {
  const { step } = record;
  return kind === "readiness" && step.name === "stopping" && step.health !== "unstarted"
    ? withReadiness(record, verdict)
    : record;
}

function withReadiness(record: ContainerRecord, verdict: ProbeVerdict): ContainerRecord {
  return withHealth(record, verdict === "success" ? "ready" : "unready");
}

function withHealth(record: ContainerRecord, health: Health): ContainerRecord {
  const { step, initialized } = record;
  if (step.name !== "running" && step.name !== "stopping") return record;
  if (step.health === health && (initialized === "yes" || health === "unstarted")) return record;
  return { ...record, step: { ...step, health }, initialized: health === "unstarted" ? initialized : "yes" };
}

function toStopping(record: ContainerRecord, { at, graceSeconds, then }: EventOf<"stop">): ContainerRecord {
  const { step, container } = record;
  if (step.name !== "running" && step.name !== "hooked") return record;
  const health = step.name === "running" ? step.health : "unstarted";
  const progress = container.lifecycle?.preStop && graceSeconds > 0 ? "pre-stop" : "queued";
  const { startedAt } = step;
  return { ...record, step: { name: "stopping", startedAt, health, progress, since: at, graceSeconds, then } };
}

function toFinalStop(record: ContainerRecord, { then }: EventOf<"stop">): ContainerRecord {
  const { step } = record;
  return step.name === "stopping" && step.then !== then && then === "end"
    ? { ...record, step: { ...step, then } }
    : record;
}

function toQueue(record: ContainerRecord): ContainerRecord {
  const { step } = record;
  return step.name === "stopping" && step.progress === "pre-stop"
    ? { ...record, step: { ...step, progress: "queued" } }
    : record;
}

function toSignalled(record: ContainerRecord): ContainerRecord {
  const { step } = record;
  return step.name === "stopping" && step.progress === "queued"
    ? { ...record, step: { ...step, progress: "signalled" } }
    : record;
}

function toRestart(record: ContainerRecord, { at }: EventOf<"start">): ContainerRecord {
  const { step, backOff, restartCount } = record;
  const countedFrom = step.name === "backing-off" ? step.countedFrom : undefined;
  return {
    ...record,
    step: { name: "starting" },
    restartCount: restartCount + 1,
    ...(countedFrom ? { backOff: nextBackOff(backOff, countedFrom, at) } : {}),
  };
}

function toEnd(record: ContainerRecord, event: EventOf<"ended">): ContainerRecord {
  return { ...record, step: { name: "ended" }, last: termination(record, event) };
}

function toEndOrBackOff(record: ContainerRecord, event: EventOf<"ended">): ContainerRecord {
  const again = record.restarts === "always" || (record.restarts === "on-failure" && event.end.exitCode !== 0);
  return again ? toBackOff(record, event, event.at) : toEnd(record, event);
}

function toEndOfStop(record: ContainerRecord, event: EventOf<"ended">): ContainerRecord {
  if (record.step.name !== "stopping" || record.step.then === "end") return toEnd(record, event);
  if (record.step.then === "policy") return toEndOrBackOff(record, event);
  return toBackOff(record, event, record.last?.finishedAt);
}

function toBackOff(record: ContainerRecord, event: EventOf<"ended">, countedFrom: Date | undefined): ContainerRecord {
  const seconds = countedFrom ? waitSeconds(record.backOff, countedFrom, event.at) : 0;
  return { ...toEnd(record, event), step: { name: "backing-off", seconds, ...(countedFrom ? { countedFrom } : {}) } };
}

function termination({ step }: ContainerRecord, { at, end }: EventOf<"ended">): Termination {
  return {
    exitCode: end.exitCode,
    reason: end.reason ?? (end.exitCode === 0 ? "Completed" : "Error"),
    ...(end.message ? { message: end.message } : {}),
    ...("startedAt" in step ? { startedAt: step.startedAt } : {}),
    finishedAt: at,
  };
}
