import { readdir, readFile } from "node:fs/promises";
import type { PodSpec } from "@podwright/core";
import type { Engine } from "./engine/connect-engine.ts";

/**
 * Whether a container's other processes may outlive its first one: where that is not the first of a PID namespace the kernel does not
 * end them, and an ordinary user's engine may have no cgroups to find them by.
 */
export function leavesStrays({ where, rootless }: Engine, { shareProcessNamespace, hostPID }: PodSpec): boolean {
  return where === "here" && rootless && Boolean(shareProcessNamespace || hostPID);
}

/**
 * Kills the processes that still have a mount of a container that has ended: until none is left, as they may start others meanwhile.
 * @param source - the end of the mounted path, which no other container has while this one runs; its beginning depends on the disks
 */
export async function endStrays(source: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const own = await Promise.all(names.map(async (name) => ((await hasMount(name, source)) ? [Number(name)] : [])));
    const killed = own.flat().filter(kill);
    if (killed.length === 0) return;
  }
}

/** Not that of a process that has ended, or that is somebody else's. */
async function hasMount(processId: string, source: string): Promise<boolean> {
  try {
    return (await readFile(`/proc/${processId}/mountinfo`, "utf8")).includes(`${source} `);
  } catch {
    return false;
  }
}

/** @returns whether there was something to kill */
function kill(processId: number): boolean {
  try {
    return process.kill(processId, "SIGKILL");
  } catch {
    return false;
  }
}
