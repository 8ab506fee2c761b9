import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { RunEvent } from "../runner.ts";
import { findCgroupPlaces } from "../sandbox/cgroups/find-cgroup-places.ts";
import { createSandboxRunner } from "../sandbox/create-sandbox-runner.ts";
import { removeRunFolder } from "../sandbox/run-folder.ts";
import { forkPodProcess } from "./fork-pod-process.ts";
import { type PodCase, shell, untilTerm } from "./pod-case.ts";
import { outcomeOf, requestOf } from "./run-case.ts";

/** Many sandboxes at once on a busy machine take their time. */
vi.setConfig({ testTimeout: 30_000 });

const path = process.env.PATH ?? "";
const temporaryFolder = mkdtempSync(join(tmpdir(), "podwright-ends-"));
afterAll(() => rmSync(temporaryFolder, { recursive: true }));

/** A Pod that never ends by itself; its processes carry `mark` in their command lines. */
function endless(mark: string, shareProcessNamespace = false): PodCase {
  const more = {
    resources: { limits: { memory: "256Mi", cpu: "1" } },
    volumeMounts: [
      { name: "data", mountPath: "/data" },
      { name: "memory", mountPath: "/memory" },
    ],
  };
  return {
    name: mark,
    feature: "gracePeriods",
    spec: {
      restartPolicy: "Always",
      shareProcessNamespace,
      volumes: [
        { name: "data", emptyDir: {} },
        { name: "memory", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
      ],
      initContainers: [
        shell("sidecar", `: ${mark}; ${untilTerm}`, {
          restartPolicy: "Always",
          securityContext: { runAsUser: 1000 },
          ...more,
        }),
      ],
      containers: [
        shell("main", `: ${mark}; mkdir /data/x; touch /data/x/y; chmod 0 /data/x; echo up; ${untilTerm}`, more),
      ],
    },
    want: { phase: "Failed: Aborted", containers: {} },
  };
}

const brief: PodCase = {
  name: "brief",
  feature: "mainContainers",
  spec: { restartPolicy: "Never", containers: [shell("main", "true")] },
  want: { phase: "Succeeded", containers: {} },
};

function processesWith(mark: string): readonly string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandLine(name).includes(mark));
}

function commandLine(processId: string): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** Cgroups and mounts of runs with folders of these names. */
function leftovers(names: readonly string[]): readonly string[] {
  const places = Object.values(findCgroupPlaces());
  const cgroups = names.flatMap((name) => places.map(({ folder }) => join(folder, name)).filter(existsSync));
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  return [...cgroups, ...mounts.filter((line) => names.some((name) => line.includes(name)))];
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !condition(); tries++) await sleep(20);
}

const isUp = (event: RunEvent) => event.type === "log" && event.container === "main" && event.line === "up";

describe("a Pod that is ended from outside", () => {
  test("stops in order when the run is aborted, and leaves nothing", async () => {
    const controller = new AbortController();
    const events: RunEvent[] = [];
    const runner = createSandboxRunner({ path, temporaryFolder });
    const result = await runner.run({ ...requestOf(endless("mark-of-abort")), signal: controller.signal }, (event) => {
      events.push(event);
      if (isUp(event)) controller.abort();
    });
    expect(outcomeOf(result, events)).toEqual({
      phase: "Failed: Aborted",
      containers: { sidecar: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { sidecar: ["stopped"], main: ["up", "stopped"] },
      order: ["sidecar +", "main +", "main -", "sidecar -"],
    });
    expect(processesWith("mark-of-abort")).toEqual([]);
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });

  test("is killed within its grace period by who cannot wait for it", async () => {
    const [stop, hasten] = [new AbortController(), new AbortController()];
    const deaf: PodCase = {
      name: "deaf",
      feature: "gracePeriods",
      spec: {
        terminationGracePeriodSeconds: 3600,
        initContainers: [shell("sidecar", untilTerm, { restartPolicy: "Always" })],
        containers: [shell("main", "trap 'echo deaf' TERM; echo up; while :; do sleep 0.02; done")],
      },
      want: { phase: "Failed: Aborted", containers: {} },
    };
    const events: RunEvent[] = [];
    const runner = createSandboxRunner({ path, temporaryFolder });
    const request = { ...requestOf(deaf), signal: stop.signal, hasten: hasten.signal };
    const result = await runner.run(request, (event) => {
      events.push(event);
      if (isUp(event)) stop.abort();
      if (event.type === "log" && event.line === "deaf") hasten.abort();
    });
    expect(outcomeOf(result, events)).toEqual({
      phase: "Failed: Aborted",
      containers: { sidecar: "exit 0 Completed", main: "exit 137 Error" },
      logs: { sidecar: ["stopped"], main: ["up", "deaf"] },
      order: ["sidecar +", "main +", "main -", "sidecar -"],
    });
  });

  test("starts nothing when the run was aborted before", async () => {
    const runner = createSandboxRunner({ path, temporaryFolder });
    const events: RunEvent[] = [];
    const request = { ...requestOf(endless("mark-of-nothing")), signal: AbortSignal.abort() };
    const outcome = outcomeOf(await runner.run(request, (event) => events.push(event)), events);
    expect(outcome).toEqual({
      phase: "Failed: Aborted",
      containers: { sidecar: "waiting PodInitializing", main: "waiting PodInitializing" },
      logs: { sidecar: [], main: [] },
      order: [],
    });
  });

  test("is killed, all of it, when its listener throws", async () => {
    const runner = createSandboxRunner({ path, temporaryFolder });
    const request = { ...requestOf(endless("mark-of-throw")), signal: new AbortController().signal };
    const run = runner.run(request, (event) => {
      if (isUp(event)) throw new Error("no more");
    });
    await expect(run).rejects.toThrow("no more");
    expect(processesWith("mark-of-throw")).toEqual([]);
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });

  const users = process.getuid?.() === 0 ? [0, 65_534] : [process.getuid?.() ?? 0];
  for (const userId of users) {
    test(`dies with the process that runs it, as user ${userId}, kill -9 included, and the next run removes its folder`, async () => {
      const mark = `mark-of-kill-${userId}`;
      const folder = mkdtempSync(join(tmpdir(), "podwright-killed-"));
      const [pods, next] = [forkPodProcess(), forkPodProcess()];
      try {
        if (process.getuid?.() === 0) chownSync(folder, userId, userId);
        const up = Promise.withResolvers<void>();
        const run = pods.run({ request: requestOf(endless(mark)), temporaryFolder: folder, path, userId }, (event) => {
          if (isUp(event)) up.resolve();
        });
        run.catch(up.reject);
        await up.promise;
        expect(processesWith(mark).length).toBeGreaterThanOrEqual(2);
        pods.child.kill("SIGKILL");
        await expect(run).rejects.toThrow("the process ended");
        await until(() => processesWith(mark).length === 0);
        expect(processesWith(mark)).toEqual([]);
        const names = readdirSync(folder);
        expect(names.length).toBe(1);
        if (userId === 0) expect(leftovers(names)).not.toEqual([]);
        await next.run({ request: requestOf(brief), temporaryFolder: folder, path, userId }, () => {});
        expect(readdirSync(folder)).toEqual([]);
        expect(leftovers(names)).toEqual([]);
      } finally {
        next.child.kill();
        pods.child.kill("SIGKILL");
        await removeRunFolder(folder);
      }
    });

    test(`leaves nothing that lasts, as user ${userId}, at whatever moment it is killed`, async () => {
      const mark = `mark-of-moments-${userId}`;
      const folder = mkdtempSync(join(tmpdir(), "podwright-moments-"));
      const next = forkPodProcess();
      try {
        if (process.getuid?.() === 0) chownSync(folder, userId, userId);
        for (const [index, afterMs] of [0, 10, 30, 80].entries()) {
          const podCase = endless(mark, index % 2 === 1);
          const pods = forkPodProcess();
          const begun = Promise.withResolvers<void>();
          const request = requestOf(podCase);
          const run = pods.run({ request, temporaryFolder: folder, path, userId }, () => begun.resolve());
          run.catch(begun.reject);
          await begun.promise;
          await sleep(afterMs);
          pods.child.kill("SIGKILL");
          await expect(run).rejects.toThrow("the process ended");
          const names = readdirSync(folder);
          await next.run({ request: requestOf(brief), temporaryFolder: folder, path, userId }, () => {});
          await until(() => processesWith(mark).length === 0);
          expect({ afterMs, left: [...processesWith(mark), ...readdirSync(folder), ...leftovers(names)] }).toEqual({
            afterMs,
            left: [],
          });
        }
      } finally {
        next.child.kill();
        await removeRunFolder(folder);
      }
    }, 90_000);

    test(`stops in order on Ctrl-C in its terminal, as user ${userId}`, async () => {
      const mark = `mark-of-interrupt-${userId}`;
      const folder = mkdtempSync(join(tmpdir(), "podwright-interrupted-"));
      const pods = forkPodProcess();
      try {
        if (process.getuid?.() === 0) chownSync(folder, userId, userId);
        const events: RunEvent[] = [];
        const request = requestOf(endless(mark));
        const result = await pods.run({ request, temporaryFolder: folder, path, userId }, (event) => {
          events.push(event);
          if (isUp(event)) pods.child.kill("SIGINT");
        });
        expect(outcomeOf(result, events).order).toEqual(["sidecar +", "main +", "main -", "sidecar -"]);
        expect(processesWith(mark)).toEqual([]);
        expect(readdirSync(folder)).toEqual([]);
      } finally {
        pods.child.kill("SIGKILL");
        await removeRunFolder(folder);
      }
    });
  }
});
