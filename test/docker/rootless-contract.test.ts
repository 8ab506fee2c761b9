import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testCases } from "../../packages/runner/src/contract/contract-tests.ts";
import type { PodProcess } from "../../packages/runner/src/contract/fork-pod-process.ts";
import { podCases } from "../../packages/runner/src/contract/pod-cases.ts";
import { rootlessCases } from "../../packages/runner/src/contract/rootless-cases.ts";
import { busyboxImage } from "./busybox-image.ts";
import { bringImage, connectTo, leftOn, searchFor } from "./engine-client.ts";
import { forkPodProcessAsUser, type RootlessPodman, startRootlessPodman } from "./rootless-podman.ts";

vi.setConfig({ testTimeout: 240_000, maxConcurrency: 8 });

/** `ROOTLESS_SUITE=whole`: all that the other engines pass. */
const cases = process.env.ROOTLESS_SUITE === "whole" ? podCases : rootlessCases;

let podman: RootlessPodman;
let pods: PodProcess;
beforeAll(async () => {
  podman = await startRootlessPodman();
  await bringImage(await connectTo(podman.socket), "localhost/busybox:1", busyboxImage());
  pods = forkPodProcessAsUser(podman);
});
afterAll(async () => {
  pods.child.kill();
  await podman.remove();
});

describe("the docker engine on an ordinary user's Podman", () => {
  testCases(cases, {
    ground: "docker rootless",
    run: (request, onEvent) => pods.run({ request, search: searchFor(podman.socket) }, onEvent),
  });

  test("leaves nothing there", async () => {
    expect(await leftOn(await connectTo(podman.socket))).toEqual([]);
  });
});
