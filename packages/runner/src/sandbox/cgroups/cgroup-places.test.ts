import { describe, expect, test } from "vitest";
import { type CgroupFacts, cgroupPlaces } from "./cgroup-places.ts";

const [tmpfs, memory, cpu, unified] = [
  "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755",
  "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
  "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct",
  "41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw",
];

function facts(given: Partial<CgroupFacts> & Pick<CgroupFacts, "mounts" | "own">): CgroupFacts {
  return { isWritable: () => true, handedOn: () => [], ...given };
}

describe("where a run's cgroups can be", () => {
  const own = "8:cpu,cpuacct:/\n4:memory:/a/b\n0::/";
  test("is this process's own in version 1", () => {
    expect(cgroupPlaces(facts({ mounts: [tmpfs, memory, cpu].join("\n"), own }))).toEqual({
      memory: { version: 1, folder: "/sys/fs/cgroup/memory/a/b" },
      cpu: { version: 1, folder: "/sys/fs/cgroup/cpu,cpuacct" },
    });
  });

  test("is as it is mounted in a container", () => {
    const mounts = "35 31 0:32 /docker/x /cg rw - cgroup cgroup rw,memory";
    const place = (path: string) => cgroupPlaces(facts({ mounts, own: `4:memory:${path}` }));
    expect(place("/docker/x")).toEqual({ memory: { version: 1, folder: "/cg" } });
    expect(place("/docker/x/y")).toEqual({ memory: { version: 1, folder: "/cg/y" } });
    expect(place("/docker/xy")).toEqual({});
  });

  test("is nowhere when nothing may be written", () => {
    const mounts = [tmpfs, memory, cpu].join("\n");
    expect(cgroupPlaces(facts({ mounts, own, isWritable: (folder) => !folder.includes("memory") }))).toEqual({
      cpu: { version: 1, folder: "/sys/fs/cgroup/cpu,cpuacct" },
    });
    expect(cgroupPlaces(facts({ mounts: "", own: "" }))).toEqual({});
  });

  test("is in version 2 the next writable one above that hands on both controllers, else memory", () => {
    const input = facts({
      mounts: unified ?? "",
      own: "0::/user.slice/user-1000.slice/app.slice/run.scope",
      handedOn: (folder) =>
        folder === "/sys/fs/cgroup"
          ? ["cpu", "memory"]
          : folder === "/sys/fs/cgroup/user.slice/user-1000.slice/app.slice"
            ? ["memory"]
            : [],
    });
    const appSlice = { version: 2, folder: "/sys/fs/cgroup/user.slice/user-1000.slice/app.slice" };
    const top = { version: 2, folder: "/sys/fs/cgroup" };
    expect(cgroupPlaces(input)).toEqual({ memory: top, cpu: top });
    expect(cgroupPlaces({ ...input, handedOn: () => ["cpu"] })).toEqual({
      cpu: { version: 2, folder: "/sys/fs/cgroup/user.slice/user-1000.slice/app.slice/run.scope" },
    });
    expect(cgroupPlaces({ ...input, isWritable: (folder) => folder.includes("app.slice") })).toEqual({
      memory: appSlice,
    });
    expect(cgroupPlaces({ ...input, handedOn: () => [] })).toEqual({});
  });
});
