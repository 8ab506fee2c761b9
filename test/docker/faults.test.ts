import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createDockerRunner, type RunEvent } from "@podwright/runner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readyUntilTerm, shell, untilTerm } from "../../packages/runner/src/contract/pod-case.ts";
import { outcomeOf, requestOf } from "../../packages/runner/src/contract/run-case.ts";
import { busyboxImage } from "./busybox-image.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { bringImage, connectTo, leftOn, searchFor } from "./engine-client.ts";
import { type PodmanService, startPodman } from "./podman-service.ts";

/** These tests end it, so it is nobody else's. */
let podman: PodmanService;
beforeAll(async () => {
  podman = await startPodman();
  await bringImage(await connectTo(podman.socket), "localhost/busybox:1", busyboxImage());
});
afterAll(() => podman.remove());

const { signal } = new AbortController();
const endless = busyboxPod({
  initContainers: [shell("sidecar", untilTerm, { restartPolicy: "Always" })],
  containers: [shell("main", readyUntilTerm("echo up"))],
});
const isUp = (event: RunEvent) => event.type === "log" && event.container === "main" && event.line === "up";

describe("an engine that fails", () => {
  test("is one problem, soon, when it goes away while a Pod runs", async () => {
    const runner = createDockerRunner({ search: searchFor(podman.socket) });
    let killedAt = 0;
    const run = runner.run({ ...requestOf(endless), signal }, (event) => {
      if (!isUp(event)) return;
      killedAt = Date.now();
      void podman.kill();
    });
    await expect(run).rejects.toMatchObject({
      problems: [
        {
          code: "CONTAINER_ENGINE_LOST",
          what: expect.stringMatching(
            /^Podman \S+ stopped answering \(\w+\), so nobody knows how the Pod's containers go on$/,
          ),
          fix: "start it again; the next run removes what this one left",
        },
      ],
    });
    expect(Date.now() - killedAt).toBeLessThan(10_000);
    await podman.start();
    expect(await leftOn(await connectTo(podman.socket))).not.toEqual([]);
  });

  test("tells in its own words why it makes no Pod, and leaves nothing of it", async () => {
    const runner = createDockerRunner({ search: searchFor(podman.socket) });
    const before = await leftOn(await connectTo(podman.socket));
    const odd = busyboxPod({
      securityContext: { sysctls: [{ name: "kernel.no_such_setting", value: "1" }] },
      containers: [shell("main", "true")],
    });
    await expect(runner.run({ ...requestOf(odd), signal }, () => {})).rejects.toMatchObject({
      problems: [{ code: "CONTAINER_ENGINE_FAILED", what: expect.stringContaining("kernel.no_such_setting") }],
    });
    expect(await leftOn(await connectTo(podman.socket))).toEqual(before);
  });

  test("is said to be full, and keeps nothing of the Pod", async () => {
    const small = await startPodman({ diskMiB: 16 });
    try {
      const engine = await connectTo(small.socket);
      await bringImage(engine, "localhost/busybox:1", busyboxImage());
      const runner = createDockerRunner({ search: searchFor(small.socket) });
      const brief = busyboxPod({ containers: [shell("main", "true")] });
      expect((await runner.run({ ...requestOf(brief), signal }, () => {})).status.phase).toBe("Succeeded");
      const filler = join(small.folder, "root/filler");
      spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=4k"]);
      await expect(runner.run({ ...requestOf(brief), signal }, () => {})).rejects.toMatchObject({
        problems: [
          {
            code: "CONTAINER_ENGINE_FAILED",
            what: expect.stringContaining("no space left on device"),
            fix: "make room where it keeps images, containers and volumes",
          },
        ],
      });
      rmSync(filler);
      expect((await runner.run({ ...requestOf(brief), signal }, () => {})).status.phase).toBe("Succeeded");
      expect(await leftOn(engine)).toEqual([]);
    } finally {
      await small.remove();
    }
  });

  test("has a container that fills its disk fail by itself, with every line that it wrote", async () => {
    const small = await startPodman({ diskMiB: 16 });
    try {
      const engine = await connectTo(small.socket);
      await bringImage(engine, "localhost/busybox:1", busyboxImage());
      const script = "echo before; cat /dev/zero > /tmp/x && exit 0; rm /tmp/x; echo after; exit 7";
      const events: RunEvent[] = [];
      const runner = createDockerRunner({ search: searchFor(small.socket) });
      const filling = busyboxPod({ containers: [shell("main", `exec 2>/dev/null; ${script}`)] });
      const result = await runner.run({ ...requestOf(filling), signal }, (event) => events.push(event));
      expect(outcomeOf(result, events)).toEqual({
        phase: "Failed",
        containers: { main: "exit 7 Error" },
        logs: { main: ["before", "after"] },
        order: ["main +", "main -"],
      });
      expect(await leftOn(engine)).toEqual([]);
    } finally {
      await small.remove();
    }
  });
});
