import type { Pod } from "@podwright/core";
import type { ContainerPhase, ContainerRole, RunEvent } from "@podwright/runner";
import type { TransferProgress } from "@podwright/store";
import { readLogLine } from "./log-line.ts";

/** What is known of each container of a run, in the Pod's order. */
export type ViewState = readonly ContainerView[];

export interface ContainerView {
  readonly name: string;
  readonly role: ContainerRole;
  readonly state: ContainerPhase;
  /** Of its first start. */
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  /** The last that its log told. */
  readonly transfer?: TransferProgress;
}

export function initialView(pod: Pod): ViewState {
  const { initContainers = [], containers = [] } = pod.spec ?? {};
  const waiting = { phase: "waiting", reason: "PodInitializing" } as const;
  return [
    ...initContainers.map(({ name, restartPolicy }): ContainerView => {
      return { name, role: restartPolicy === "Always" ? "sidecar" : "init", state: waiting };
    }),
    ...containers.map(({ name }): ContainerView => ({ name, role: "main", state: waiting })),
  ];
}

export function nextView(view: ViewState, event: RunEvent): ViewState {
  if (event.type !== "container" && event.type !== "log") return view;
  return view.map((container) => {
    if (container.name !== event.container) return container;
    return event.type === "container" ? moved(container, event) : told(container, event.line);
  });
}

function moved(container: ContainerView, event: Extract<RunEvent, { type: "container" }>): ContainerView {
  const { endedAt: _, ...rest } = container;
  const next = { ...rest, role: event.role, state: event.state };
  if (event.state.phase === "running") return { ...next, startedAt: container.startedAt ?? event.at };
  return event.state.phase === "terminated" ? { ...next, endedAt: event.at } : next;
}

function told(container: ContainerView, line: string): ContainerView {
  const read = readLogLine(line);
  return read.kind === "transfer" ? { ...container, transfer: read.progress } : container;
}
