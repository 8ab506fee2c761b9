import type { PodSpec } from "@podwright/core";
import type { Command } from "../command.ts";
import type { ContainerEvent } from "../container-transitions.ts";
import { advance, type PodEvent } from "../lifecycle.ts";
import { initialState } from "../pod-state.ts";

const start = Date.UTC(2026, 0, 1);
/** One test: what happens and what is wanted of it. */
export interface LifecycleCase {
  readonly name: string;
  readonly spec: PodSpec;
  readonly input: readonly Happening[];
  readonly want: readonly string[];
  readonly stage: string;
}

export const main = { name: "main" };
export const sidecar = { name: "sidecar", restartPolicy: "Always" };

/** What the events of a test say, by second: `[0, "begin"]`, `[1, "init started"]`, `[2, "init ended 1"]`. */
export type Happening = readonly [second: number, what: string];

/** A Pod's life in words: what its lifecycle commands, by second, and the stage that it has reached. */
export interface Play {
  readonly commands: readonly string[];
  readonly stage: string;
}

/** Lets a Pod live through these events. */
export function play(spec: PodSpec, happenings: readonly Happening[]): Play {
  let state = initialState({ spec }, new Date(start));
  const commands: string[] = [];
  for (const [second, what] of happenings) {
    const step = advance(state, eventOf(what, new Date(start + second * 1000)));
    state = step.state;
    commands.push(...step.commands.map((command) => `${second} ${sentence(command)}`));
  }
  const { stage } = state;
  return { commands, stage: "cause" in stage ? `${stage.name} ${stage.cause}` : stage.name };
}

function eventOf(what: string, at: Date): PodEvent {
  const [subject = "", verb, exitCode] = what.split(" ");
  if (subject === "begin") return { type: "begin", at };
  if (subject === "deadline" || subject === "aborted") return { type: "stop", cause: subject, at };
  if (subject === "turns-over" || subject === "hasten") return { type: subject, at };
  if (verb === "post-start-failed") return { type: verb, name: subject, at };
  if (verb === "startup" || verb === "liveness" || verb === "readiness")
    return { type: "probed", name: subject, kind: verb, verdict: exitCode === "success" ? "success" : "failure", at };
  if (verb === "grace-over") return { type: "grace-over", name: subject, at };
  return { type: "container", name: subject, at, event: containerEvent(verb ?? "", Number(exitCode), at) };
}

function containerEvent(verb: string, exitCode: number, at: Date): ContainerEvent {
  if (verb === "started") return { type: "started", at };
  if (verb === "post-started" || verb === "pre-stopped") return { type: verb };
  return verb === "ended" ? { type: "ended", at, end: { exitCode } } : { type: "start", at };
}

function sentence(command: Command): string {
  if (command.type === "limit-turns") return `limit turns to ${command.seconds}`;
  if (command.type === "notice") return `tell of ${command.name}: ${command.message}`;
  if (command.type === "probe") return `probe ${command.kind} of ${command.name}`;
  if (command.type === "pre-stop") return `pre-stop ${command.name} within ${command.withinSeconds}`;
  if (command.type === "restart") return `restart ${command.name} after ${command.afterSeconds}`;
  if (command.type === "terminate") return `terminate ${command.name} within ${command.graceSeconds}`;
  return `${command.type} ${command.name}`;
}
