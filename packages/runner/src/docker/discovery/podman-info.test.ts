import { describe, expect, test } from "vitest";
import { rootlessHost } from "../../../../../test/support/fake-podman.ts";
import { podmanOwnership } from "./podman-info.ts";

const from = (container_id: number, size: number) => ({ container_id, host_id: 0, size });

const cases = [
  { name: "none of root's", mapping: [], want: undefined },
  { name: "its user alone", mapping: [from(0, 1)], want: [{ first: 0, count: 1 }] },
  {
    name: "ranges that touch as one",
    mapping: [from(0, 1), from(1, 10), from(11, 5)],
    want: [{ first: 0, count: 16 }],
  },
  {
    name: "ranges with a gap between them apart",
    mapping: [from(0, 1), from(1, 10), from(12, 5), from(17, 1)],
    want: [
      { first: 0, count: 11 },
      { first: 12, count: 6 },
    ],
  },
];

describe("what hangs on whose Podman it is", () => {
  test.each(cases)("has of users and groups $name", ({ mapping, want }) => {
    const idMappings = { uidmap: mapping, gidmap: mapping };
    expect(podmanOwnership({ host: { ...rootlessHost, idMappings } }).ids).toEqual(
      want && { users: want, groups: want },
    );
  });

  test.each([
    { controllers: ["cpu", "memory"], want: { memory: true, cpu: true } },
    { controllers: ["memory", "pids"], want: { memory: true, cpu: false } },
    { controllers: [], want: { memory: false, cpu: false } },
    { controllers: undefined, want: { memory: false, cpu: false } },
  ])("has limits for the cgroups $controllers", ({ controllers, want }) => {
    const { cgroupControllers: _, ...host } = rootlessHost;
    expect(
      podmanOwnership({ host: { ...host, ...(controllers && { cgroupControllers: controllers }) } }).limits,
    ).toEqual(want);
  });
});
