import { afterAll, describe, expect, test } from "vitest";
import { rootlessHost, startFakePodman } from "../../../../../test/support/fake-podman.ts";
import { describeEngine } from "./describe-engine.ts";
import { chooseContainerRuntime } from "./find-container-runtimes.ts";

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

async function description(host: object) {
  const podman = await startFakePodman(host);
  closers.push(podman.close);
  const environment = { DOCKER_HOST: podman.dockerHost };
  return await describeEngine(await chooseContainerRuntime({ environment, homeFolder: "/nowhere" }));
}

const places = { storageDriver: "overlay", rootFolder: "/nowhere/storage" } as const;
const both = { memory: true, cpu: true } as const;
const [ownUser] = rootlessHost.idMappings.uidmap;

const cases = [
  {
    name: "an ordinary user's",
    host: rootlessHost,
    want: { ...places, isRootless: true, userCount: 65_537, limits: both, lacks: [] },
  },
  {
    name: "root's",
    host: { ...rootlessHost, security: { rootless: false }, idMappings: { uidmap: null, gidmap: null } },
    want: { ...places, isRootless: false, limits: both, lacks: [] },
  },
  {
    name: "one of a user without further ones, cgroups and a program for networks",
    host: {
      ...{ ...rootlessHost, idMappings: { uidmap: [ownUser], gidmap: [ownUser] } },
      ...{ cgroupControllers: [], slirp4netns: { executable: "" } },
    },
    want: {
      ...{ ...places, isRootless: true, userCount: 1, limits: { memory: false, cpu: false } },
      lacks: [
        {
          what: "has one user only, and so no image with others' files",
          fix: "give its user more (as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER; newuidmap, of the package uidmap, must be there), then: podman system migrate",
        },
        {
          what: "has neither slirp4netns nor pasta, and so no network for a Pod",
          fix: "install slirp4netns (for Podman 5: passt)\nor give the Pod `hostNetwork: true` by a PodTemplate or the config (docs/engines.md), or use --engine sandbox",
          runsOnly: "Pods with hostNetwork only",
        },
      ],
    },
  },
];

describe("a Podman that is described", () => {
  test.each(cases)("is $name", async ({ host, want }) => {
    expect(await description(host)).toEqual(want);
  });
});
