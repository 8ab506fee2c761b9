import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createDockerRunner, type RunEvent } from "@podwright/runner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readyUntilTerm, shell, untilTerm } from "../../packages/runner/src/contract/pod-case.ts";
import { outcomeOf, requestOf } from "../../packages/runner/src/contract/run-case.ts";
import { busyboxImage } from "./busybox-image.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { bringImage, connectTo, leftOn, searchFor } from "./engine-client.ts";
import { type PodmanService, startPodman } from "./podman-service.ts";
import { startRootlessPodman } from "./rootless-podman.ts";

/** What is left on it is counted, so that it is nobody else's. */
let podman: PodmanService;
const services = [
  { whose: "root's Podman", start: () => startPodman() },
  { whose: "an ordinary user's Podman", start: () => startRootlessPodman() },
];

const endless = busyboxPod({
  volumes: [{ name: "data", emptyDir: {} }],
  initContainers: [shell("sidecar", untilTerm, { restartPolicy: "Always" })],
  containers: [shell("main", readyUntilTerm("echo up"), { volumeMounts: [{ name: "data", mountPath: "/data" }] })],
});
const brief = busyboxPod({ containers: [shell("main", "true")] });
const isUp = (event: RunEvent) => event.type === "log" && event.container === "main" && event.line === "up";
const left = async () => await leftOn(await connectTo(podman.socket));

async function runBrief(): Promise<string> {
  const { signal } = new AbortController();
  const runner = createDockerRunner({ search: searchFor(podman.socket) });
  return (await runner.run({ ...requestOf(brief), signal }, () => {})).status.phase ?? "";
}

async function forkPod(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL("./docker-process.ts", import.meta.url)), { execArgv: [], silent: true });
  await once(child, "message");
  child.send({ socket: podman.socket, podCase: endless });
  return child;
}

describe.for(services)("a Pod on $whose that is ended from outside", ({ start }) => {
  beforeAll(async () => {
    podman = await start();
    await bringImage(await connectTo(podman.socket), "localhost/busybox:1", busyboxImage());
  });
  afterAll(() => podman.remove());

  test("stops in order when the run is aborted, and leaves nothing", async () => {
    const controller = new AbortController();
    const events: RunEvent[] = [];
    const runner = createDockerRunner({ search: searchFor(podman.socket) });
    const result = await runner.run({ ...requestOf(endless), signal: controller.signal }, (event) => {
      events.push(event);
      if (isUp(event)) controller.abort();
    });
    expect(outcomeOf(result, events)).toEqual({
      phase: "Failed: Aborted",
      containers: { sidecar: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { sidecar: ["stopped"], main: ["up", "stopped"] },
      order: ["sidecar +", "main +", "main -", "sidecar -"],
    });
    expect(await left()).toEqual([]);
  });

  test("starts nothing when the run was aborted before", async () => {
    const events: RunEvent[] = [];
    const runner = createDockerRunner({ search: searchFor(podman.socket) });
    const result = await runner.run({ ...requestOf(endless), signal: AbortSignal.abort() }, (event) => {
      events.push(event);
    });
    expect(outcomeOf(result, events).order).toEqual([]);
    expect(await left()).toEqual([]);
  });

  test("is gone, all of it, when its listener throws", async () => {
    const runner = createDockerRunner({ search: searchFor(podman.socket) });
    const request = { ...requestOf(endless), signal: new AbortController().signal };
    const run = runner.run(request, (event) => {
      if (isUp(event)) throw new Error("no more");
    });
    await expect(run).rejects.toThrow("no more");
    expect(await left()).toEqual([]);
  });

  test("is removed by the next run when its process was killed, at any moment, and one that lives is left alone", async () => {
    const controller = new AbortController();
    const up = Promise.withResolvers<void>();
    const runner = createDockerRunner({ search: searchFor(podman.socket) });
    const living = runner.run({ ...requestOf(endless), signal: controller.signal }, (event) => {
      if (isUp(event)) up.resolve();
    });
    await up.promise;
    const before = await left();
    expect(before.length).toBeGreaterThanOrEqual(5);
    for (const afterMs of [0, 150, 300, 500, 800, 1200, 1800]) {
      const child = await forkPod();
      await sleep(afterMs);
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const last = await forkPod();
    await once(last, "message");
    last.kill("SIGKILL");
    expect((await left()).length).toBeGreaterThan(before.length);
    expect(await runBrief()).toBe("Succeeded");
    expect(await left()).toEqual(before);
    controller.abort();
    expect((await living).status.reason).toBe("Aborted");
    expect(await left()).toEqual([]);
  }, 240_000);
});
