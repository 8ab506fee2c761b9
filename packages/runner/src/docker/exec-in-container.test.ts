import { spawn } from "node:child_process";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Container as ContainerHandle } from "dockerode";
import { expect, onTestFinished, test } from "vitest";
import type { Engine } from "./engine/connect-engine.ts";
import { execInContainer } from "./exec-in-container.ts";

/** An engine that is aborted while it does one of these, and whose programs never end by themselves. */
function abortedWhile(slow: "exec" | "start") {
  const controller = new AbortController();
  const asked: string[] = [];
  const does = (what: "exec" | "start") => {
    asked.push(what);
    if (what === slow) controller.abort();
  };
  const exec = {
    start: async () => {
      does("start");
      return new PassThrough();
    },
    inspect: async () => ({ Pid: 0, Running: false, ExitCode: 137 }),
  };
  const container = {
    exec: async () => {
      does("exec");
      return exec;
    },
  };
  const engine = { where: "here" } as Engine;
  const run = execInContainer(engine, container as unknown as ContainerHandle, ["sleep", "1000"], controller.signal);
  return { asked, run };
}

test("a program that is aborted while the engine makes it ready is never started", async () => {
  const { asked, run } = abortedWhile("exec");
  expect(await run).toEqual({ exitCode: 137, output: "" });
  expect(asked).toEqual(["exec"]);
});

test("a program that is aborted while the engine starts it is not waited for", async () => {
  const { asked, run } = abortedWhile("start");
  expect(await run).toEqual({ exitCode: 137, output: "" });
  expect(asked).toEqual(["exec", "start"]);
});

interface ExecState {
  readonly Pid: number;
  readonly Running: boolean;
  readonly ExitCode: number | null;
}

/** A container whose only program writes nothing, and is in each of these states when it is asked for, the last one from then on. */
function inStates(output: PassThrough, states: readonly ExecState[], onAsked: () => void = () => {}) {
  let asked = 0;
  const exec = {
    start: async () => output,
    inspect: async () => {
      const state = states[Math.min(asked++, states.length - 1)];
      onAsked();
      return state;
    },
  };
  return { exec: async () => exec } as unknown as ContainerHandle;
}

function startProcess() {
  const child = spawn("sleep", ["1000"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, Pid: child.pid ?? 0, ended: once(child, "exit") };
}

test("a program that is aborted before its process is known is killed once it is", async () => {
  const { Pid, ended } = startProcess();
  const [unknown, known] = [
    { Pid: 0, Running: true, ExitCode: null },
    { Pid, Running: true, ExitCode: null },
  ];
  const controller = new AbortController();
  const container = inStates(new PassThrough(), [unknown, unknown, known]);
  const run = execInContainer({ where: "here" } as Engine, container, ["sleep", "1000"], controller.signal);
  setImmediate(() => controller.abort());
  expect(await run).toEqual({ exitCode: 137, output: "" });
  expect(await ended).toEqual([null, "SIGKILL"]);
});

test("a program that has ended when it is aborted is not killed: its process's number may be another's", async () => {
  const { child, Pid } = startProcess();
  const controller = new AbortController();
  const output = new PassThrough();
  const states = [
    { Pid, Running: true, ExitCode: null },
    { Pid, Running: false, ExitCode: 3 },
  ];
  const container = inStates(output.end(), states, () => controller.abort());
  const run = execInContainer({ where: "here" } as Engine, container, ["true"], controller.signal);
  expect(await run).toMatchObject({ exitCode: 3 });
  await sleep(20);
  expect([child.exitCode, child.signalCode]).toEqual([null, null]);
});
