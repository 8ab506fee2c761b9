import { accessSync, constants, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CgroupPlaces, cgroupPlaces } from "./cgroup-places.ts";

/** Where on this machine a run's cgroups can be; nothing where limits cannot be enforced. */
export function findCgroupPlaces(): CgroupPlaces {
  return cgroupPlaces({
    mounts: read("/proc/self/mountinfo"),
    own: read("/proc/self/cgroup"),
    isWritable: (folder) => mayWrite(folder) && mayWrite(join(folder, "cgroup.procs")),
    handedOn: (folder) => read(join(folder, "cgroup.subtree_control")).trim().split(" "),
  });
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
