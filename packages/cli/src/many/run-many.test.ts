import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PodRunner } from "@podwright/runner";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readSettings } from "../project/read-settings.ts";
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

it("begins no other task once those that run are left running, fail-fast or not", async () => {
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
  const [stop, detach] = [new AbortController(), new AbortController()];
  let started = 0;
  const runner = endless(() => {
    started += 1;
    if (started === 2) detach.abort();
  });
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
    interruption: { signal: stop.signal, hasten: stop.signal, detach: detach.signal },
  };
  const tasks = ["a", "b", "c", "d"].map((label) => ({ label, taskFile, inputs: { pairs: [] } }));
  const told: string[] = [];
  const { results } = await runMany(tasks, context, {
    parallel: 2,
    failFast: true,
    view: quietManyView({ write: (text) => told.push(text) }),
    logs: folder,
  });
  await store.close();
  expect(results.map(({ verdict }) => verdict.verdict)).toEqual(["detached", "detached", "not-started", "not-started"]);
  expect(told.join("")).toMatch(/^a \| detached after \S+ m?s: podwright attach r\S+-n0-0 --namespace p-d$/m);
});
