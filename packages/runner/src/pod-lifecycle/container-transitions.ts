import type { ContainerEnd } from "./container-runtime.ts";
import type { ContainerRecord, ContainerStep, Termination } from "./pod-state.ts";

/** What can happen to one container. `stop` is SIGTERM for one that runs, and the end of waiting for one that does not. */
export type ContainerEvent =
  | { readonly type: "start" }
  | { readonly type: "started"; readonly at: Date }
  | { readonly type: "ended"; readonly at: Date; readonly end: ContainerEnd }
  | { readonly type: "stop" };

type Move = (record: ContainerRecord, event: ContainerEvent) => ContainerRecord;
type EventType = ContainerEvent["type"];

/** Every move there is; an event that a step does not name leaves the container as it is. */
const transitions: Readonly<Record<ContainerStep["name"], Partial<Record<EventType, Move>>>> = {
  pending: { start: to("starting") },
  starting: { started: toRunning, ended: toEndOrBackOff },
  running: { ended: toEndOrBackOff, stop: toStopping },
  stopping: { ended: toEnd },
  "backing-off": { start: toRestart, stop: to("ended") },
  ended: {},
};

/** The container after `event`; the very same record when the event means nothing to it. */
export function moveContainer(record: ContainerRecord, event: ContainerEvent): ContainerRecord {
  return transitions[record.step.name][event.type]?.(record, event) ?? record;
}

function to(name: "starting" | "ended"): Move {
  return (record) => ({ ...record, step: { name } });
}

function toRunning(record: ContainerRecord, event: ContainerEvent): ContainerRecord {
  return event.type === "started" ? { ...record, step: { name: "running", startedAt: event.at } } : record;
}

function toStopping(record: ContainerRecord): ContainerRecord {
  return record.step.name === "running" ? { ...record, step: { ...record.step, name: "stopping" } } : record;
}

function toRestart(record: ContainerRecord): ContainerRecord {
  return { ...record, step: { name: "starting" }, restartCount: record.restartCount + 1 };
}

function toEnd(record: ContainerRecord, event: ContainerEvent): ContainerRecord {
  return event.type === "ended" ? { ...record, step: { name: "ended" }, last: termination(record, event) } : record;
}

function toEndOrBackOff(record: ContainerRecord, event: ContainerEvent): ContainerRecord {
  if (event.type !== "ended") return record;
  const again = record.restarts === "always" || (record.restarts === "on-failure" && event.end.exitCode !== 0);
  return again ? { ...toEnd(record, event), step: { name: "backing-off" } } : toEnd(record, event);
}

function termination({ step }: ContainerRecord, { at, end }: ContainerEvent & { readonly type: "ended" }): Termination {
  return {
    exitCode: end.exitCode,
    reason: end.reason ?? (end.exitCode === 0 ? "Completed" : "Error"),
    ...(end.message ? { message: end.message } : {}),
    ...("startedAt" in step ? { startedAt: step.startedAt } : {}),
    finishedAt: at,
  };
}
