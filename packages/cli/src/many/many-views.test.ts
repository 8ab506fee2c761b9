import { PassThrough } from "node:stream";
import type { RunEvent } from "@podwright/runner";
import { expect, it } from "vitest";
import { plainStyle } from "../output/style.ts";
import type { TaskResult } from "../run/task-result.ts";
import { liveManyView } from "./live-many-view.ts";
import type { ManyView } from "./many-view.ts";
import { plainManyView } from "./plain-many-view.ts";
import { quietManyView } from "./quiet-many-view.ts";
import { renderTaskRows, type TaskRow } from "./task-rows.ts";

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
const running: RunEvent = {
  type: "container",
  at: at(0),
  container: "main",
  role: "main",
  state: { phase: "running" },
};

function result(label: string, verdict: TaskResult["verdict"]): TaskResult {
  return {
    label,
    taskFile: `${label}.pb`,
    verdict,
    startedAt: at(0),
    endedAt: at(2),
    warnings: [],
    logFile: `l/${label}.log`,
  };
}

const failure = { phase: "failed", kind: "user", recoverable: true, code: "Error", message: "boom" } as const;

function runTwo(view: ManyView): void {
  view.note("running 2 tasks");
  for (const label of ["a", "b"]) {
    const task = view.task(label);
    task.begin({ spec: { containers: [{ name: "main" }] } });
    task.show(running);
    task.show({ type: "log", at: at(1), container: "main", stream: "stdout", line: "hello" });
    task.show({ type: "problem", at: at(1), problem: { code: "USAGE", severity: "warning", what: label, fix: "f" } });
    task.end();
  }
  view.ended(result("a", { verdict: "succeeded" }));
  view.ended(result("b", { verdict: "failed", failure }));
  view.end();
}

function texts(): { readonly write: (text: string) => void; readonly text: () => string } {
  const written: string[] = [];
  return { write: (text) => void written.push(text), text: () => written.join("") };
}

it("writes a line for each thing that happens, with its task in front", () => {
  const sink = texts();
  runTwo(plainManyView(sink));
  expect(sink.text()).toBe(`running 2 tasks
a | main (main): running
a | [main] hello
a | warning USAGE
a |   what   a
a |   fix    f
b | main (main): running
b | [main] hello
b | warning USAGE
b |   what   b
b |   fix    f
a | succeeded in 2.0 s
b | failed after 2.0 s (user error): Error: boom
b |   code Error, recoverable: Flyte would try again if the task allows retries
b |   log l/b.log
`);
});

it("writes only what went wrong where it is to be quiet", () => {
  const sink = texts();
  runTwo(quietManyView(sink));
  expect(sink.text()).toBe(`a | warning USAGE
a |   what   a
a |   fix    f
b | warning USAGE
b |   what   b
b |   fix    f
b | failed after 2.0 s (user error): Error: boom
b |   code Error, recoverable: Flyte would try again if the task allows retries
b |   log l/b.log
`);
});

it("draws tasks that run over themselves, and leaves above them how each came out", () => {
  const stream = Object.assign(new PassThrough(), { columns: 60, isTTY: true as const, rows: 24 });
  const view = liveManyView(stream, plainStyle, 3);
  const task = view.task("a");
  task.begin({ spec: { containers: [{ name: "main" }] } });
  task.show(running);
  view.ended(result("b", { verdict: "refused", problems: [{ code: "USAGE", what: "w", fix: "f" }] }));
  const drawn = (stream.read() as Buffer).toString();
  expect(drawn).toMatch(
    /^✗ b error USAGE\n {2}what {3}w\n {2}fix {4}f\n● a {2} +\d+ ms {2}main running\n1 running, 1 done \(1 not well\), 1 waiting\n$/,
  );
  view.ended(result("a", { verdict: "succeeded" }));
  expect((stream.read() as Buffer).toString()).toBe(
    "\r\u001b[2A\u001b[J✓ a succeeded in 2.0 s\n0 running, 2 done (1 not well), 1 waiting\n",
  );
  view.end();
});

it("leaves what an engine says of itself above the table of a terminal", () => {
  const stream = Object.assign(new PassThrough(), { columns: 60, isTTY: true as const, rows: 24 });
  const view = liveManyView(stream, plainStyle, 1);
  view.task("a").show({
    type: "notice",
    at: at(1),
    reason: "LimitsWithoutEffect",
    message: "x does not enforce limits of cpu",
    own: true,
  });
  view.task("a").show({ type: "notice", at: at(1), reason: "Pulling", message: "an image" });
  view.end();
  const drawn = (stream.read() as Buffer).toString();
  expect(drawn).toContain("a x does not enforce limits of cpu\n");
  expect(drawn).not.toContain("Pulling");
});

it("shows as many rows as a terminal is high, and says how many more there are", () => {
  const row = (label: string): TaskRow => ({
    label,
    startedAt: at(0),
    containers: [],
    standing: "waiting: Unschedulable",
  });
  const rows = ["first-of-all", "second", "third", "fourth"].map(row);
  const options = { now: at(5), columns: 34, lines: 4, style: plainStyle };
  expect(renderTaskRows(rows, { done: 1, failed: 0, waiting: 0 }, options)).toEqual([
    "● first-of-all     5.0 s  waiting:",
    "● second           5.0 s  waiting:",
    "  and 2 more that run",
    "4 running, 1 done",
  ]);
});
