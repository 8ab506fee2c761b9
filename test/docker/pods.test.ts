import type { PodSpec } from "@podwright/core";
import { createDockerRunner, type PodRunner } from "@podwright/runner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shell, untilTerm } from "../../packages/runner/src/contract/pod-case.ts";
import { type Outcome, requestOf, runCase } from "../../packages/runner/src/contract/run-case.ts";
import { busyboxImage } from "./busybox-image.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { bringImage, connectTo, leftOn, searchFor } from "./engine-client.ts";
import { type PodmanService, startPodman } from "./podman-service.ts";

/** What is left on it is counted, so that it is nobody else's. */
let podman: PodmanService;
let runner: PodRunner;
beforeAll(async () => {
  podman = await startPodman();
  runner = createDockerRunner({ search: searchFor(podman.socket) });
  await bringImage(await connectTo(podman.socket), "localhost/busybox:1", busyboxImage());
});
afterAll(async () => {
  const left = await leftOn(await connectTo(podman.socket)).finally(podman.remove);
  expect(left).toEqual([]);
});

async function run(spec: PodSpec): Promise<Outcome> {
  return await runCase(runner, busyboxPod(spec));
}

describe("a Pod on Podman", () => {
  test("runs init containers, sidecars and main containers in their order, over one network and its volumes", async () => {
    const data = { volumeMounts: [{ name: "data", mountPath: "/data" }] };
    expect(
      await run({
        volumes: [{ name: "data", emptyDir: {} }],
        initContainers: [
          shell("init", "echo 4 > /data/x", data),
          shell("sidecar", `mkdir /www; echo pong > /www/x; httpd -p 8080 -h /www; ${untilTerm}`, {
            restartPolicy: "Always",
          }),
        ],
        containers: [
          shell(
            "main",
            "cat /data/x; until wget -q -O - http://127.0.0.1:8080/x 2>/dev/null; do sleep 0.1; done; echo e >&2; exit 7",
            data,
          ),
        ],
      }),
    ).toEqual({
      phase: "Failed",
      containers: { init: "exit 0 Completed", sidecar: "exit 0 Completed", main: "exit 7 Error" },
      logs: { init: [], sidecar: ["stopped"], main: ["4", "pong", "! e"] },
      order: ["init +", "init -", "sidecar +", "main +", "main -", "sidecar -"],
    });
  });

  test("is told which of its limits have no effect, in one line", async () => {
    const resources = { limits: { "ephemeral-storage": "1Gi", "nvidia.com/gpu": "1" } };
    const request = requestOf(busyboxPod({ containers: [shell("main", "true", { resources })] }));
    const told: string[] = [];
    const { signal } = new AbortController();
    await runner.run({ ...request, signal }, (event) => {
      if (event.type === "notice" && event.container === undefined) told.push(event.message);
    });
    expect(told).toEqual([
      expect.stringMatching(
        /^Podman \S+ does not enforce limits of ephemeral-storage and nvidia\.com\/gpu \(docs\/engines\.md\)$/,
      ),
    ]);
  });

  test("shares nothing with another of its name that runs at the same time", async () => {
    const data = { volumeMounts: [{ name: "data", mountPath: "/data" }] };
    const outcomes = ["first", "second"].map((word) =>
      run({
        volumes: [{ name: "data", emptyDir: {} }],
        containers: [shell("main", `echo ${word} >> /data/x; sleep 2; cat /data/x`, data)],
      }),
    );
    expect((await Promise.all(outcomes)).map(({ phase, logs }) => [phase, logs.main])).toEqual([
      ["Succeeded", ["first"]],
      ["Succeeded", ["second"]],
    ]);
  });
});
