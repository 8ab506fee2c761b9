import { afterAll, describe, expect, test } from "vitest";
import { rootlessHost, startFakePodman } from "../../../../../test/support/fake-podman.ts";
import type { DoctorContext } from "../doctor-context.ts";
import { containerRuntimeCheck } from "./container-runtime.ts";

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** What doctor says of a Podman that says this of itself; `PLACE` is where it listens. */
async function finding(host: object) {
  const podman = await startFakePodman(host);
  closers.push(podman.close);
  const context = { environment: { DOCKER_HOST: podman.dockerHost } } as unknown as DoctorContext;
  const found = await containerRuntimeCheck.run(context, new AbortController().signal);
  return JSON.parse(JSON.stringify(found).replaceAll(podman.dockerHost, "PLACE"));
}

const [ownUser] = rootlessHost.idMappings.uidmap;
const place = "DOCKER_HOST PLACE: Podman 4.3.1";
const start = "Podman 4.3.1 (API 1.41) at DOCKER_HOST PLACE, rootless, with";

const cases = [
  {
    name: "lacks nothing",
    host: rootlessHost,
    want: { status: "ok", what: `${start} 65537 users, storage driver overlay`, details: [place] },
  },
  {
    name: "has no quotas of CPU",
    host: { ...rootlessHost, cgroupControllers: ["memory"] },
    want: { status: "ok", details: [place, "limits of CPU do not hold: it has no cgroups for them"] },
  },
  {
    name: "has no cgroups",
    host: { ...rootlessHost, cgroupControllers: [] },
    want: { status: "ok", details: [place, "limits of memory and CPU do not hold: it has no cgroups for them"] },
  },
  {
    name: "has one user, and no program for networks",
    host: {
      ...{ ...rootlessHost, idMappings: { uidmap: [ownUser], gidmap: [ownUser] } },
      slirp4netns: { executable: "" },
    },
    want: {
      status: "warning",
      what: `${start} 1 user, storage driver overlay; it has one user only, and so no image with others' files; it has neither slirp4netns nor pasta, and so no network for a Pod`,
      fix: expect.stringMatching(/^give its user more [^\n]*\ninstall slirp4netns [^\n]*\nor give the Pod/),
      runsOnly: "Pods with hostNetwork only",
    },
  },
];

describe("an ordinary user's Podman", () => {
  test.each(cases)("that $name", async ({ host, want }) => {
    expect(await finding(host)).toMatchObject(want);
  });
});
