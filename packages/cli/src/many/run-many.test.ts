import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PodRunner } from "@podwright/runner";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readSettings } from "../project/read-settings.ts";
import { exitCodeOfAll } from "../run/exit-code.ts";
import type { RunContext } from "../run/run-context.ts";
import { runStore } from "../run/run-store.ts";
import { quietManyView } from "./quiet-many-view.ts";
import { runMany } from "./run-many.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-run-many-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** An engine whose Pods go on for ever, and outlive podwright. */
function endless(onStart: () => void): PodRunner {
  return {
    engine: "kubernetes",
    run: async ({ signal, detach }) => {
      const left = new Promise((resolve) => detach?.addEventListener("abort", resolve));
      const stopped = new Promise((resolve) => signal.addEventListener("abort", resolve));
      onStart();
      await Promise.race([left, stopped]);
      return { status: { phase: "Running" }, ...(detach?.aborted && { detached: true }) };
    },
  };
}

/** An engine with a bug that the first Pod of all meets. */
function brokenAtFirst(): PodRunner {
  let started = 0;
  return {
    engine: "kubernetes",
    run: async () => {
      started += 1;
      if (started === 1) throw new TypeError("nobody foresaw this");
      await new Promise((resolve) => setTimeout(resolve, 10));
      const ended = { exitCode: 0, startedAt: "2026-01-01T00:00:00Z", finishedAt: "2026-01-01T00:00:01Z" };
      const main = {
        name: "main",
        ready: false,
        restartCount: 0,
        image: "i",
        imageID: "",
        state: { terminated: ended },
      };
      return { status: { phase: "Succeeded", containerStatuses: [main] } };
    },
  };
}

interface ManyCase {
  readonly runner: PodRunner;
  readonly detach?: AbortSignal;
  readonly failFast: boolean;
}

/** Runs four tasks, two at a time. */
async function runFour({ runner, detach, failFast }: ManyCase) {
  const template = {
    id: { project: "p", domain: "d", name: "n", version: "v" },
    type: "sidecar",
    taskTypeVersion: 2,
    config: { primary_container_name: "main" },
    k8sPod: { podSpec: { containers: [{ name: "main", image: "i" }] } },
  };
  const taskFile = join(folder, "task.json");
  writeFileSync(taskFile, JSON.stringify({ template }));
  const settings = await readSettings({ project: false }, { workingDirectory: folder });
  if (!settings.ok) throw new Error("no settings");
  const stop = new AbortController();
  const shell = {
    environment: {},
    workingDirectory: folder,
    version: "1",
    stderr: { write: () => {} },
    warn: () => {},
  };
  const store = runStore(shell);
  const context: RunContext = {
    settings: settings.value,
    semantics: "flyte-2.0",
    storeUrl: join(folder, "store"),
    strict: false,
    shell,
    engine: async () => ({ runner, because: "", ownCopilot: true }),
    openStore: store.open,
    interruption: { signal: stop.signal, hasten: stop.signal, ...(detach && { detach }) },
  };
  const tasks = ["a", "b", "c", "d"].map((label) => ({ label, taskFile, inputs: { pairs: [] } }));
  const told: string[] = [];
  const { results } = await runMany(tasks, context, {
    parallel: 2,
    failFast,
    view: quietManyView({ write: (text) => told.push(text) }),
    logs: folder,
  });
  await store.close();
  return { results, verdicts: results.map(({ verdict }) => verdict.verdict), told: told.join("") };
}

it("begins no other task once those that run are left running, fail-fast or not", async () => {
  const detach = new AbortController();
  let started = 0;
  const runner = endless(() => {
    started += 1;
    if (started === 2) detach.abort();
  });
  const { verdicts, told } = await runFour({ runner, detach: detach.signal, failFast: true });
  expect(verdicts).toEqual(["detached", "detached", "not-started", "not-started"]);
  expect(told).toMatch(/^a \| detached after \S+ m?s: podwright attach r\S+-n0-0 --namespace p-d$/m);
});

it("goes on with the others where one meets a bug, and tells that with its stack", async () => {
  const { results, verdicts, told } = await runFour({ runner: brokenAtFirst(), failFast: false });
  expect(verdicts.toSorted()).toEqual(["bug", "succeeded", "succeeded", "succeeded"]);
  expect(told).toMatch(/^\w \| TypeError: nobody foresaw this\n\w \| {5}at /m);
  expect(exitCodeOfAll(results, [])).toBe(70);
});
