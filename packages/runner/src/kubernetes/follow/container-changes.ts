import { constants } from "node:os";
import type { ContainerState, ContainerStatus, Pod } from "@podwright/core";
import type { ContainerPhase, ContainerRole } from "../../runner.ts";

/** One step in the life of a container's instance. */
export interface ContainerChange {
  readonly container: string;
  readonly role: ContainerRole;
  readonly at: Date;
  readonly state: ContainerPhase;
  /** Which instance; absent while it waits for one. */
  readonly instance?: string;
}

/** What is known of a Pod's containers, by name. */
export type KnownContainers = ReadonlyMap<string, KnownContainer>;

interface KnownContainer {
  readonly instance?: string;
  readonly phase: ContainerPhase["phase"];
  /** The reasons to wait since the last instance: the kubelet may go to and fro between them. */
  readonly waitedFor: readonly string[];
  readonly restartCount: number;
  /** The last instances that have ended. */
  readonly ended: readonly string[];
}

export interface ChangedContainers {
  readonly known: KnownContainers;
  /** In the order in which they happened, as far as a status tells it. */
  readonly changes: readonly ContainerChange[];
  /** Containers of which instances ended unseen, with how many. */
  readonly missed: readonly { readonly container: string; readonly count: number }[];
}

/** What happened to a Pod's containers since the status before. Times of a status are whole seconds. */
export function containerChanges(known: KnownContainers, pod: Pod, now: Date): ChangedContainers {
  const next = new Map(known);
  const queues: Placed[][] = [];
  const missed: { readonly container: string; readonly count: number }[] = [];
  for (const place of placesOf(pod)) {
    const { name, status } = place;
    if (!status) continue;
    const before: KnownContainer = known.get(name) ?? {
      phase: "waiting",
      waitedFor: [],
      restartCount: 0,
      ended: [],
    };
    const { changes, after } = changesOf(before, place, status, now);
    const count = status.restartCount - before.restartCount - (known.has(name) || tellsItsLast(status) ? 1 : 0);
    if (count > 0) missed.push({ container: name, count });
    next.set(name, after);
    queues.push([...changes]);
  }
  return { known: next, changes: inOrder(queues), missed };
}

/** Whether the end of the instance before the current one stands in a status. A Pod that has ended keeps no more than its last instances. */
function tellsItsLast({ state, lastState }: ContainerStatus): boolean {
  return lastState?.terminated !== undefined && state?.waiting === undefined;
}

interface Place {
  readonly name: string;
  readonly role: ContainerRole;
  /** In the order in which they start. */
  readonly index: number;
  readonly status: ContainerStatus | undefined;
}

interface Placed extends ContainerChange {
  /** Tells what happened first of what has the same time. */
  readonly rank: number;
}

function placesOf({ spec, status }: Pod): readonly Place[] {
  const { initContainers = [], containers = [] } = spec ?? {};
  const find = (statuses: readonly ContainerStatus[] | undefined, name: string) =>
    statuses?.find((one) => one.name === name);
  return [
    ...initContainers.map(({ name, restartPolicy }, index): Place => {
      const role = restartPolicy === "Always" ? "sidecar" : "init";
      return { name, role, index, status: find(status?.initContainerStatuses, name) };
    }),
    ...containers.map(({ name }, index): Place => {
      const status_ = find(status?.containerStatuses, name);
      return { name, role: "main", index: initContainers.length + index, status: status_ };
    }),
  ];
}

function changesOf(
  before: KnownContainer,
  place: Place,
  status: ContainerStatus,
  now: Date,
): { readonly changes: readonly Placed[]; readonly after: KnownContainer } {
  const changes: Placed[] = [];
  let { instance, phase, waitedFor, ended } = before;
  const change = (at: Date, state: ContainerPhase, id?: string): void => {
    const { name: container, role } = place;
    changes.push({ container, role, at, state, rank: rankOf(place, state), ...(id !== undefined && { instance: id }) });
    phase = state.phase;
  };
  const start = (id: string, startedAt: string | undefined): void => {
    instance = id;
    waitedFor = [];
    if (startedAt !== undefined && Date.parse(startedAt) > 0) change(timeOf(startedAt, now), { phase: "running" }, id);
  };
  const end = (terminated: Terminated): void => {
    const id = terminated.containerID || (phase === "running" && instance) || `ended ${terminated.finishedAt}`;
    if (ended.includes(id)) return;
    if (id !== instance) start(id, terminated.startedAt);
    change(timeOf(terminated.finishedAt, now), terminatedPhase(terminated), id);
    ended = [...ended.slice(-rememberedEnds), id];
  };
  const { state: { running, terminated, waiting } = {}, lastState, restartCount } = status;
  if (lastState?.terminated) end(lastState.terminated);
  if (terminated) end(terminated);
  if (running) {
    const id = status.containerID || `start ${restartCount}`;
    if (id !== instance) start(id, running.startedAt);
  }
  if (waiting) {
    const reason = waiting.reason ?? "";
    const isNews = phase === "terminated" || !waitedFor.includes(reason);
    if (isNews && !onTheWay.has(reason)) change(now, { phase: "waiting", reason });
    waitedFor = waitedFor.includes(reason) ? waitedFor : [...waitedFor, reason];
  }
  return { changes, after: { ...(instance !== undefined && { instance }), phase, waitedFor, restartCount, ended } };
}

type Terminated = NonNullable<ContainerState["terminated"]>;

/** An instance may be named as the last one for as long as the one after it runs. */
const rememberedEnds = 8;

/** What every container waits for before its start. */
const onTheWay: ReadonlySet<string> = new Set(["PodInitializing", "ContainerCreating", ""]);

function terminatedPhase({ exitCode, reason, message }: Terminated): ContainerPhase {
  const isKnown = reason !== "ContainerStatusUnknown";
  const signal = isKnown && Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)?.[0];
  return {
    phase: "terminated",
    exitCode,
    reason: reason ?? "",
    ...(signal && { signal }),
    ...(message && { message }),
  };
}

function timeOf(time: string | undefined, now: Date): Date {
  return time === undefined || Number.isNaN(Date.parse(time)) ? now : new Date(time);
}

/** Init containers one after the other, sidecars until the end, then the main containers' starts and ends. */
function rankOf({ role, index }: Place, { phase }: ContainerPhase): number {
  if (phase === "waiting") return 10_000;
  if (phase === "running") return 2 * index;
  if (role === "init") return 2 * index + 1;
  return role === "main" ? 4_000 + index : 9_000 - index;
}

/** By time, then by rank; what happened to one container stays in its order. */
function inOrder(queues: readonly Placed[][]): readonly ContainerChange[] {
  const ordered: ContainerChange[] = [];
  for (;;) {
    const heads = queues.flatMap((queue) => queue.slice(0, 1));
    const first = heads.toSorted((a, b) => secondOf(a) - secondOf(b) || a.rank - b.rank)[0];
    if (!first) return ordered;
    queues.find(([head]) => head === first)?.shift();
    const { rank: _, ...change } = first;
    ordered.push(change);
  }
}

function secondOf({ at }: Placed): number {
  return Math.floor(at.getTime() / 1000);
}
