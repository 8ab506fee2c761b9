import { readdir, readFile, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { killProcess } from "../../process-owner/kill-process.ts";

const tries = 100;
const waitMs = 10;

/**
 * Ends every process in a cgroup and in those below it, and removes them. Nothing to do where it is not there.
 * Throws where something in it cannot be ended within a second.
 */
export async function removeCgroup(folder: string): Promise<void> {
  const below = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of below) if (entry.isDirectory()) await removeCgroup(join(folder, entry.name));
  for (let tried = 1; ; tried++) {
    try {
      return await rmdir(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") return;
      if (code !== "EBUSY" || tried === tries) throw error;
    }
    await killAll(folder);
    await sleep(waitMs);
  }
}

async function killAll(folder: string): Promise<void> {
  const text = await readFile(join(folder, "cgroup.procs"), "utf8").catch(() => "");
  // A number of 0 is a process that cannot be seen from here; it would mean this process's own group.
  for (const processId of text.split("\n").map(Number)) if (processId > 0) killProcess(processId);
}
