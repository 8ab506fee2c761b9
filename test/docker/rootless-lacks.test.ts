import type { PodSpec } from "@podwright/core";
import { createDockerRunner } from "@podwright/runner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestOf } from "../../packages/runner/src/contract/run-case.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { connectTo, leftOn, searchFor } from "./engine-client.ts";
import type { RootlessPodman } from "./rootless-podman.ts";
import { brief, containersCheck, problemsOf, run, startWithImage } from "./run-rootless.ts";

describe("an ordinary user's Podman where the user may not open /dev/net/tun", () => {
  let podman: RootlessPodman;
  beforeAll(async () => {
    podman = await startWithImage({ network: "no device" });
  });
  afterAll(() => podman.remove());

  test("refuses a Pod that needs a network of its own, before anything starts, and says what to do", async () => {
    const refused = {
      code: "CONTAINER_ENGINE_FAILED",
      what: expect.stringMatching(
        /^Podman \S+ has no network for a Pod: this user cannot open \/dev\/net\/tun \(EACCES\)$/,
      ),
      where: expect.stringContaining("podman.sock"),
      fix: [
        "let its user open /dev/net/tun (as root: modprobe tun; chmod 666 /dev/net/tun)",
        "or give the Pod `hostNetwork: true` by a PodTemplate or the config (docs/engines.md), or use --engine sandbox",
      ].join("\n"),
    };
    expect(await problemsOf(run(podman, brief))).toEqual([refused]);
    expect(await leftOn(await connectTo(podman.socket))).toEqual([]);
  });

  test("runs a Pod that has the machine's network", async () => {
    expect(await run(podman, { ...brief, hostNetwork: true })).toMatchObject({
      phase: "Succeeded",
      logs: { main: ["ran"] },
    });
  });

  test("is said by doctor to have no network", async () => {
    expect(await containersCheck(podman)).toMatchObject({
      status: "warning",
      what: expect.stringMatching(/; it has no network for a Pod: this user cannot open \/dev\/net\/tun \(EACCES\)$/),
      fix: expect.stringMatching(/^let its user open \/dev\/net\/tun/),
    });
  });

  test("tells in its own words, and with the same fix, whoever cannot see that", async () => {
    const runner = createDockerRunner({ search: searchFor(podman.socket) });
    const { signal } = new AbortController();
    const running = runner.run({ ...requestOf(busyboxPod(brief)), signal }, () => {});
    expect(await problemsOf(running)).toMatchObject([
      {
        code: "CONTAINER_ENGINE_FAILED",
        what: expect.stringContaining("/dev/net/tun"),
        fix: expect.stringMatching(/^let its user/),
      },
    ]);
    expect(await leftOn(await connectTo(podman.socket))).toEqual([]);
  });
});

describe("an ordinary user's Podman without further users, and without a program for networks", () => {
  let podman: RootlessPodman;
  beforeAll(async () => {
    podman = await startWithImage({ ids: "one", network: "no program" });
  });
  afterAll(() => podman.remove());

  test("is said by doctor to have both too little", async () => {
    const found = await containersCheck(podman);
    expect(found).toMatchObject({
      status: "warning",
      what: expect.stringMatching(
        /, rootless, with 1 user, .*; it has one user only, and so no image with others' files; it has neither slirp4netns nor pasta, and so no network for a Pod$/,
      ),
      fix: expect.stringMatching(/^give its user more \(as root: usermod .*\ninstall slirp4netns/),
    });
  });

  test("runs what is its own user's and has the machine's network, and refuses the rest in one go", async () => {
    expect(await run(podman, { ...brief, hostNetwork: true })).toMatchObject({
      phase: "Succeeded",
      logs: { main: ["ran"] },
    });
    const spec: PodSpec = { ...brief, securityContext: { runAsUser: 1000, supplementalGroups: [1] } };
    expect(await problemsOf(run(podman, spec))).toMatchObject([
      {
        code: "ENGINE_UNSUPPORTED",
        what: expect.stringMatching(/has only the user 0 and the group 0$/),
        where: "spec.securityContext.runAsUser: 1000\nspec.securityContext.supplementalGroups[0]: 1",
      },
      { code: "CONTAINER_ENGINE_FAILED", fix: expect.stringMatching(/^install slirp4netns/) },
    ]);
  });
});
