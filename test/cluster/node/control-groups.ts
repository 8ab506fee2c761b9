import { existsSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { signalPid } from "../parts/own-process.ts";

const root = "/sys/fs/cgroup";

/** Removes the node's control groups, and kills what is left in them, which can be nobody else's. */
export async function removeControlGroups(id: string): Promise<void> {
  for (const group of ownGroups(id)) {
    while (existsSync(group)) {
      killIn(group);
      removeTree(group);
      await sleep(10);
    }
  }
}

/** In every hierarchy of version 1, or the one of version 2. */
export function ownGroups(id: string): readonly string[] {
  const hierarchies = existsSync(root) ? readdirSync(root).map((name) => join(root, name)) : [];
  return [root, ...hierarchies].map((hierarchy) => join(hierarchy, id)).filter((group) => existsSync(group));
}

function killIn(group: string): void {
  for (const child of childGroups(group)) killIn(child);
  for (const pid of readFileSync(join(group, "cgroup.procs"), "utf8").split("\n").filter(Boolean))
    signalPid(Number(pid), "SIGKILL");
}

function removeTree(group: string): void {
  for (const child of childGroups(group)) removeTree(child);
  try {
    rmdirSync(group);
  } catch (error) {
    // busy until the kernel has buried the last process
    if ((error as NodeJS.ErrnoException).code !== "EBUSY") throw error;
  }
}

function childGroups(group: string): readonly string[] {
  return readdirSync(group, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(group, name));
}
