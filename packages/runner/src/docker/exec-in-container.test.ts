import { PassThrough } from "node:stream";
import type { Container as ContainerHandle } from "dockerode";
import { expect, test } from "vitest";
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
