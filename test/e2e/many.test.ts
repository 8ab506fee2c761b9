import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { podwright } from "./podwright.ts";
import { useWorkplace } from "./use-workplace.ts";

const place = useWorkplace();

/** What the JSON report says of a task, as far as it is looked at here. */
interface ReportedTask {
  readonly label: string;
  readonly verdict: string;
  readonly code?: string;
  readonly problems?: readonly { readonly code: string }[];
  readonly containers?: readonly { readonly name: string; readonly exitCode?: number }[];
  readonly log?: string;
}

const shell = (script: string) => ["/bin/sh", "-c", script];

/**
 * A task spec, as protojson, of a Pod whose containers write what they are and count. A sidecar counts as running before its shell has
 * read a word: `main` begins when the sidecar listens for SIGTERM, so that it is not over before.
 * @param graceSeconds - what does not hear SIGTERM is killed after that
 */
function tinyTask(name: string, main: string, graceSeconds = 30): string {
  const volumeMounts = [{ name: "ready", mountPath: "/ready" }];
  const podSpec = {
    restartPolicy: "Never",
    terminationGracePeriodSeconds: graceSeconds,
    volumes: [{ name: "ready", emptyDir: {} }],
    initContainers: [
      {
        name: "side",
        image: "i",
        restartPolicy: "Always",
        command: shell(
          `trap 'echo side stops; exit 0' TERM; echo side ${name}; : >/ready/side; while :; do sleep 0.02; done`,
        ),
        volumeMounts,
      },
      { name: "init", image: "i", command: shell(`for n in 1 2 3; do echo init ${name} $n; done`) },
    ],
    containers: [
      {
        name: "main",
        image: "i",
        command: shell(`until [ -e /ready/side ]; do sleep 0.02; done; ${main}`),
        volumeMounts,
      },
    ],
  };
  const id = { project: "p", domain: "d", name, version: "v" };
  const config = { primary_container_name: "main" };
  return JSON.stringify({
    template: { id, type: "sidecar", taskTypeVersion: 2, metadata: {}, config, k8sPod: { podSpec } },
  });
}

function taskFolder(name: string, mains: readonly string[], graceSeconds?: number): string {
  const folder = join(place.folder, name);
  mkdirSync(folder, { recursive: true });
  for (const [index, main] of mains.entries()) {
    const task = `t${String(index).padStart(3, "0")}`;
    writeFileSync(join(folder, `${task}.json`), tinyTask(task, main, graceSeconds));
  }
  return folder;
}

async function run(folder: string, ...args: readonly string[]) {
  const ended = await podwright(["run", folder, "--store", join(place.folder, "store"), ...args], {
    environment: { TMPDIR: place.temporary },
  });
  return ended;
}

describe("many tasks at once", () => {
  test("200 of them end with the verdict of each, and not an event or a line of their logs is lost", async () => {
    const mains = Array.from(
      { length: 200 },
      (_, index) => `for n in 1 2 3 4 5; do echo main $n; done; exit ${index % 40 === 39 ? 3 : 0}`,
    );
    const logs = join(place.folder, "logs");
    const { exitCode, output } = await run(taskFolder("200", mains), "-o", "json", "-q", "--logs", logs);
    const { tasks, verdicts } = reportIn(output);
    expect(verdicts).toEqual({ succeeded: 195, failed: 5 });
    expect(exitCode).toBe(1);
    for (const [index, task] of tasks.entries()) {
      const fails = index % 40 === 39;
      expect(task).toMatchObject({
        label: `t${String(index).padStart(3, "0")}`,
        verdict: fails ? "failed" : "succeeded",
        containers: [
          { name: "side", exitCode: 0 },
          { name: "init", exitCode: 0 },
          { name: "main", exitCode: fails ? 3 : 0 },
        ],
      });
      const lines = linesOf(join(logs, `${task.label}.log`));
      expect(lines.filter((line) => line.startsWith("[side] "))).toEqual([
        `[side] side ${task.label}`,
        "[side] side stops",
      ]);
      expect(lines.filter((line) => /^\[(init|main)\] /.test(line))).toEqual([
        ...[1, 2, 3].map((n) => `[init] init ${task.label} ${n}`),
        ...[1, 2, 3, 4, 5].map((n) => `[main] main ${n}`),
      ]);
      expect(lines.filter((line) => /^-- \S+ \(\w+\): (?!waiting)/.test(line))).toEqual([
        "-- side (sidecar): running",
        "-- init (init): running",
        "-- init (init): done",
        "-- main (main): running",
        fails ? "-- main (main): failed with exit code 3" : "-- main (main): done",
        "-- side (sidecar): done",
      ]);
    }
  }, 150_000);

  test("one that cannot be run does not end the others, nor does one that fails", async () => {
    const folder = taskFolder("mixed", ["exit 7", "exit 0"]);
    writeFileSync(join(folder, "t002.json"), tinyTask("t002", "true").replaceAll('"command"', '"args"'));
    const { exitCode, output } = await run(folder, "-o", "json", "-q");
    expect(
      reportIn(output).tasks.map(({ label, verdict, problems = [] }) => [
        label,
        verdict,
        ...problems.map(({ code }) => code),
      ]),
    ).toEqual([
      ["t000", "failed"],
      ["t001", "succeeded"],
      ["t002", "refused", "CONTAINER_COMMAND_MISSING", "CONTAINER_COMMAND_MISSING", "CONTAINER_COMMAND_MISSING"],
    ]);
    expect(exitCode).toBe(1);
  });

  test("which limits have no effect is said once, whichever tasks have them", async () => {
    const folder = taskFolder("limited", ["true", "true"]);
    for (const name of ["t000", "t001"]) {
      const task = tinyTask(name, "true").replace(
        '"command"',
        '"resources":{"limits":{"nvidia.com/gpu":"1"}},"command"',
      );
      writeFileSync(join(folder, `${name}.json`), task);
    }
    const { output } = await run(folder, "--engine", "sandbox", "--parallel", "2");
    expect(output).toMatch(/^running 2 tasks, 2 at a time; /m);
    expect(output).not.toContain("running on engine");
    expect(output.match(/^the sandbox uses this machine's programs, not the image /gm)).toHaveLength(1);
    expect(output.match(/does not enforce limits of .*nvidia\.com\/gpu/g)).toHaveLength(1);
  });

  test("--fail-fast stops those that run and begins no other", async () => {
    const folder = taskFolder("fast", ["sleep 60", "sleep 0.3; exit 1", "true", "true"], 1);
    const { exitCode, output } = await run(folder, "-o", "json", "-q", "--fail-fast", "--parallel", "2");
    expect(reportIn(output).tasks.map(({ verdict }) => verdict)).toEqual([
      "stopped",
      "failed",
      "not-started",
      "not-started",
    ]);
    expect(exitCode).toBe(1);
  });

  test("Ctrl-C stops all of them, and the exit code is that of an interruption", async () => {
    const interrupt = new AbortController();
    let running = 0;
    const { exitCode, output } = await podwright(
      [
        "run",
        taskFolder("stopped", ["sleep 60", "sleep 60", "true"], 1),
        "--store",
        join(place.folder, "store"),
        "--parallel",
        "2",
      ],
      {
        environment: { TMPDIR: place.temporary },
        signal: interrupt.signal,
        onLine: (line) => {
          if (line.endsWith("main (main): running") && ++running === 2) interrupt.abort();
        },
      },
    );
    expect(output.match(/^running on engine sandbox: bubblewrap works here$/gm)).toHaveLength(1);
    expect(output).toMatch(/^stopping all tasks: /m);
    expect(output).toMatch(/^t000 \| stopped after /m);
    expect(output).toMatch(/^t002 \| not started$/m);
    expect(output).toMatch(/^2 stopped, 1 not started in /m);
    expect(exitCode).toBe(130);
  });

  test("a list gives one task many inputs, and its outputs stand below each name", async () => {
    const list = join(place.folder, "list.jsonl");
    const task = join(import.meta.dirname, "../../examples/ellipse/task.pb");
    writeFileSync(list, [1, 2].map((a) => JSON.stringify({ task, name: `a=${a}`, inputs: { a, b: 1 } })).join("\n"));
    const { exitCode, output } = await podwright(
      ["run", "--list", list, "-q", "--store", join(place.folder, "store")],
      {
        environment: { TMPDIR: place.temporary },
      },
    );
    expect(output).toBe(`a=1
  area      float   3.141593
  metadata  string  [from sh and awk]
a=2
  area      float   6.283185
  metadata  string  [from sh and awk]`);
    expect(exitCode).toBe(0);
  });

  test("a folder of logs that cannot be made is told once, and no task begins", async () => {
    const folder = taskFolder("unwritable", ["true", "true"]);
    const { exitCode, output } = await run(folder, "-o", "json", "-q", "--logs", join(folder, "t000.json"));
    expect(output.match(/^error LOG_FILE_FAILED$/gm)).toHaveLength(1);
    expect(reportIn(output)).toMatchObject({
      problems: [{ code: "LOG_FILE_FAILED" }],
      verdicts: { "not-started": 2 },
    });
    expect(exitCode).toBe(4);
  });

  test("a log that cannot be written is a problem of its task alone", async () => {
    const folder = taskFolder("one-unwritable", ["true", "true"]);
    const logs = join(place.folder, "some-logs");
    mkdirSync(join(logs, "t000.log"), { recursive: true });
    const { exitCode, output } = await run(folder, "-o", "json", "-q", "--logs", logs);
    expect(
      reportIn(output).tasks.map(({ verdict, problems = [] }) => [verdict, ...problems.map(({ code }) => code)]),
    ).toEqual([["refused", "LOG_FILE_FAILED"], ["succeeded"]]);
    expect(exitCode).toBe(4);
  });
});

function reportIn(output: string): { readonly verdicts: object; readonly tasks: readonly ReportedTask[] } {
  const start = output.search(/^\{$/m);
  const end = output.lastIndexOf("\n}");
  return JSON.parse(output.slice(start, end + 2));
}

/** Without their times. */
function linesOf(file: string): readonly string[] {
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^\S+Z /, ""));
}
