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

/** Of a container's termination message, in the Pod's own volume. */
export function messageFile(container: string): string {
  return `message-${container}`;
}

/**
 * Kills the processes that still have the mount of a container's message, which nobody else has: until none is left, as they may start
 * others meanwhile.
 * @param run - whose containers they are
 * @param container - absent: of all of the run
 */
export async function endStrays(run: string, container?: string): Promise<void> {
  // Where the volume stands depends on the disks.
  const mark = `podwright-${run}-pod/_data/${messageFile(container ?? "")}${container === undefined ? "" : " "}`;
  for (let tries = 0; tries < 100; tries++) {
    const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const own = await Promise.all(names.map(async (name) => ((await hasMount(name, mark)) ? [Number(name)] : [])));
    const killed = own.flat().filter(kill);
    if (killed.length === 0) return;
  }
}

/** Not that of a process that has ended, or that is somebody else's. */
async function hasMount(processId: string, mark: string): Promise<boolean> {
  try {
    return (await readFile(`/proc/${processId}/mountinfo`, "utf8")).includes(mark);
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
