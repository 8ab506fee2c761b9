import { readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { killProcess } from "./kill-process.ts";
import { mountedFiles } from "./mounted-files.ts";

/**
 * Ends every process that has one of these files mounted, and those that they start meanwhile: all of one container, when its first
 * one has ended and what they live in goes on.
 * @param isMeant - by the path of a file on its disk
 * @param patienceMs - how long they may take to end; default: as long as they do
 * @returns those that had not ended then, though they were killed: the kernel keeps some waiting for a disk
 */
export async function endProcessesWith(
  isMeant: (file: string) => boolean,
  patienceMs: number = Number.POSITIVE_INFINITY,
): Promise<readonly number[]> {
  const began = performance.now();
  for (;;) {
    const killed = await killAll(async (processId) => (await mountedFiles(processId)).some(isMeant));
    if (killed.length === 0 || performance.now() - began > patienceMs) return killed;
    await sleep(2);
  }
}

/**
 * Kills the processes of this machine that are meant. They are looked at one after the other, as there may be more of them than this
 * process may have files open.
 * @returns which they were
 */
export async function killAll(isMeant: (processId: number) => Promise<boolean>): Promise<readonly number[]> {
  const processIds = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: number[] = [];
  for (const processId of processIds) if (await isMeant(processId)) found.push(processId);
  for (const processId of found) killProcess(processId);
  return found;
}
