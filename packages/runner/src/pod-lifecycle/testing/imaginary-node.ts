import type { PodSpec } from "@podwright/core";
import type { Command } from "../command.ts";
import { advance, type PodEvent } from "../lifecycle.ts";
import { initialState, type PodState } from "../pod-state.ts";
import { type ProbeKind, probeKinds } from "../probes/probe-spec.ts";

/** A node for tests of the lifecycle: it does what is commanded and lets anything happen that could. */
export interface ImaginaryNode {
  state(): PodState;
  now(): Date;
  /** Lets one of all possible things happen. */
  happen(pick: number): void;
  tell(event: PodEvent): void;
  lastCommands(): readonly Command[];
  /** What was commanded of each instance of each container, in order. */
  ordersOfInstances(): readonly (readonly Command["type"][])[];
  live(): readonly string[];
  /** A container that was killed has ended. */
  gone(name: string): void;
  runs(command: Command): "started now" | "was running";
  signalledBeforeStop(name: string): boolean;
}

interface Instance {
  readonly name: string;
  readonly orders: Command["type"][];
  place: "starting" | "running" | "gone";
  readonly probes: Set<ProbeKind>;
}

type Happening = () => PodEvent;

export function imaginaryNode(spec: PodSpec): ImaginaryNode {
  let seconds = 0;
  const now = (): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
  let state = initialState({ spec }, now());
  const instances: Instance[] = [];
  const restarts = new Set<string>();
  const signalledEarly = new Set<string>();
  let timers: PodEvent["type"][] = [];
  let last: readonly Command[] = [];
  let doubled: Command | undefined;
  const current = (name: string): Instance | undefined =>
    instances.findLast((one) => one.name === name && one.place !== "gone");

  const perform = (command: Command): void => {
    if (command.type === "limit-turns") timers.push("turns-over");
    if (command.type === "limit-turns" || command.type === "notice") return;
    const { name } = command;
    const running = current(name);
    if (command.type === "restart") restarts.add(name);
    else if (command.type === "start") {
      if (running) doubled = command;
      instances.push({ name, orders: ["start"], place: "starting", probes: new Set() });
    } else running?.orders.push(command.type);
    if (command.type === "probe") running?.probes.add(command.kind);
    if (command.type === "terminate" && state.stage.name !== "stopping") signalledEarly.add(name);
  };
  const tell = (event: PodEvent): void => {
    const step = advance(state, event);
    state = step.state;
    last = step.commands;
    for (const command of last) perform(command);
  };
  const of = (name: string, event: (PodEvent & { readonly type: "container" })["event"]): PodEvent => ({
    type: "container",
    name,
    event,
    at: now(),
  });

  const ends = (): readonly Happening[] =>
    instances
      .filter(({ place }) => place !== "gone")
      .flatMap((instance) =>
        [0, 1].map((exitCode) => (): PodEvent => {
          instance.place = "gone";
          signalledEarly.delete(instance.name);
          return of(instance.name, { type: "ended", at: now(), end: { exitCode } });
        }),
      );
  const goesOn = (): readonly Happening[] => [
    ...instances.flatMap(progress),
    ...[...restarts].map(
      (name): Happening =>
        () => {
          restarts.delete(name);
          return of(name, { type: "start", at: now() });
        },
    ),
    ...timers.map(
      (): Happening => () => {
        timers = [];
        return { type: "turns-over", at: now() };
      },
    ),
    () => ({ type: "begin", at: now() }),
  ];
  const progress = (instance: Instance): readonly Happening[] => {
    const { name, place, orders, probes } = instance;
    if (place === "gone") return [];
    if (place === "starting")
      return [
        () => {
          instance.place = "running";
          return of(name, { type: "started", at: now() });
        },
      ];
    const asked = probeKinds.filter((kind) => probes.has(kind));
    const after = (order: Command["type"], ...events: readonly Happening[]) => (orders.includes(order) ? events : []);
    return [
      ...after(
        "post-start",
        () => of(name, { type: "post-started" }),
        () => ({ type: "post-start-failed", name, at: now() }),
      ),
      ...asked.flatMap((kind) =>
        (["success", "failure"] as const).map(
          (verdict): Happening =>
            () => ({ type: "probed", name, kind, verdict, at: now() }),
        ),
      ),
      ...after("pre-stop", () => of(name, { type: "pre-stopped" })),
      ...after("terminate", () => ({ type: "grace-over", name, at: now() })),
    ];
  };
  const rare: readonly Happening[] = [
    () => ({ type: "stop", cause: "deadline", at: now() }),
    () => ({ type: "stop", cause: "aborted", at: now() }),
    () => ({ type: "hasten", at: now() }),
  ];

  tell({ type: "begin", at: now() });
  return {
    state: () => state,
    now,
    tell,
    happen(pick) {
      seconds += pick % 7;
      const all = pick % 20 === 0 ? rare : pick % 5 === 1 ? ends() : goesOn();
      const happening = all[Math.floor(pick / 20) % all.length];
      if (happening) tell(happening());
    },
    lastCommands: () => last,
    ordersOfInstances: () => instances.map(({ orders }) => orders),
    gone(name) {
      const instance = current(name);
      if (!instance) return;
      instance.place = "gone";
      tell(of(name, { type: "ended", at: now(), end: { exitCode: 137 } }));
    },
    live: () => instances.filter(({ place }) => place !== "gone").map(({ name }) => name),
    runs: (command) => (command === doubled ? "was running" : "started now"),
    signalledBeforeStop: (name) => signalledEarly.has(name),
  };
}

/** Lets what is due happen until nothing is: starts come about, time passes, and what was killed is gone; nothing ends by itself. */
export function endlessly(node: ImaginaryNode): void {
  for (let steps = 0; steps < 200 && node.state().stage.name !== "ended"; steps++) {
    for (const { name, step } of node.state().containers) {
      const at = node.now();
      if (step.name === "starting") node.tell({ type: "container", name, event: { type: "started", at }, at });
      if (step.name !== "stopping") continue;
      node.tell({ type: "container", name, event: { type: "pre-stopped" }, at });
      node.tell({ type: "grace-over", name, at });
      const isKilled = node.lastCommands().some((command) => command.type === "kill" && command.name === name);
      if (isKilled) node.gone(name);
    }
    node.tell({ type: "turns-over", at: node.now() });
  }
}
