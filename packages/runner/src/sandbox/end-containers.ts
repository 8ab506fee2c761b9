import { readdir, readFile, readlink } from "node:fs/promises";
import { hostnameFile } from "./container-files.ts";

/**
 * Ends what still runs of a run that is over: containers that were just being made when it was killed may have missed their
 * end, and a bubblewrap whose other half is gone waits for it without end. They are told by files of the run's folder: their
 * output, or their /etc/hostname.
 * @param run - the name of the run's folder
 */
export async function endContainers(run: string): Promise<void> {
  for (const entry of await readdir("/proc")) {
    if (/^\d+$/.test(entry) && ((await writesTo(run, entry)) || (await isNamedBy(run, entry)))) kill(Number(entry));
  }
}

async function writesTo(run: string, processId: string): Promise<boolean> {
  const links = await Promise.all([1, 2].map((file) => readlink(`/proc/${processId}/fd/${file}`).catch(() => "")));
  return links.some((path) => path.includes(`/${run}/pipes/`));
}

/** @source proc_pid_mountinfo(5), field 4: the file that is mounted, by its path on its disk */
async function isNamedBy(run: string, processId: string): Promise<boolean> {
  const mounts = await readFile(`/proc/${processId}/mountinfo`, "utf8").catch(() => "");
  const files = mounts.split("\n").map((line) => line.split(" ")[3]?.replace(/\/\/deleted$/, ""));
  return files.some((file) => file?.endsWith(`/${run}/etc/${hostnameFile}`));
}

function kill(processId: number): void {
  try {
    process.kill(processId, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
