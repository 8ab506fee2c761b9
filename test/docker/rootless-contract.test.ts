import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testCases } from "../../packages/runner/src/contract/contract-tests.ts";
import type { PodProcess } from "../../packages/runner/src/contract/fork-pod-process.ts";
import { identityCases } from "../../packages/runner/src/contract/identity-cases.ts";
import { ownershipCases } from "../../packages/runner/src/contract/ownership-cases.ts";
import type { PodCase } from "../../packages/runner/src/contract/pod-case.ts";
import { podCases } from "../../packages/runner/src/contract/pod-cases.ts";
import { rootCases } from "../../packages/runner/src/contract/root-cases.ts";
import { sharedProcessCases } from "../../packages/runner/src/contract/shared-process-cases.ts";
import { volumeCases } from "../../packages/runner/src/contract/volume-cases.ts";
import { volumeFileCases } from "../../packages/runner/src/contract/volume-file-cases.ts";
import { busyboxImage } from "./busybox-image.ts";
import { bringImage, connectTo, leftOn, searchFor } from "./engine-client.ts";
import { forkPodProcessAsUser, type RootlessPodman, startRootlessPodman } from "./rootless-podman.ts";

vi.setConfig({ testTimeout: 240_000, maxConcurrency: 8 });

const ofUsers: readonly PodCase[] = [
  ...[...rootCases, ...identityCases, ...ownershipCases, ...sharedProcessCases],
  ...[...volumeCases, ...volumeFileCases],
];

/**
 * The whole suite takes more than two minutes, and what is started when is the same code for every engine: here is all that hangs on whose
 * Podman it is (users, volumes, roots, processes, what is dialled), and the first Pod of every other feature.
 */
const cases = podCases.filter((podCase, index) => ofUsers.includes(podCase) || isDialled(podCase) || isFirst(index));

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

/** Whether something in it is asked over a connection. */
function isDialled({ spec }: PodCase): boolean {
  return /"(httpGet|tcpSocket|grpc)":/.test(JSON.stringify(spec));
}

/** Whether it is the first one of its feature. */
function isFirst(index: number): boolean {
  return podCases.findIndex(({ feature }) => feature === podCases[index]?.feature) === index;
}

describe("the docker engine on an ordinary user's Podman", () => {
  testCases(cases, {
    ground: "docker rootless",
    run: (request, onEvent) => pods.run({ request, search: searchFor(podman.socket) }, onEvent),
  });

  test("leaves nothing there", async () => {
    expect(await leftOn(await connectTo(podman.socket))).toEqual([]);
  });
});
