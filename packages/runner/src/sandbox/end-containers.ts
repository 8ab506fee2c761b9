import { readdir, readFile, readlink } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { hostnameFile } from "./container-files.ts";
import { killProcess } from "./kill-process.ts";

/**
 * Ends what still runs of a run that is over: containers that were just being made when it was killed may have missed their
 * end, and a bubblewrap whose other half is gone waits for it without end. They are told by files of the run's folder: their
 * output, or their /etc/hostname.
 * @param run - the name of the run's folder
 */
export async function endContainers(run: string): Promise<void> {
  await killAll(
    async (id) => (await writesTo(id, `/${run}/pipes/`)) || (await hasMounted(id, `/${run}/etc/${hostnameFile}`)),
  );
}

/**
 * Ends every process of one container, when its first one has ended and the PID namespace lives on.
 * @param file - how the path of a file ends that is mounted in this container alone
 */
export async function endProcessesWith(file: string): Promise<void> {
  while ((await killAll((id) => hasMounted(id, file))) > 0) await sleep(2);
}

/** @returns how many there were */
async function killAll(isMeant: (processId: string) => Promise<boolean>): Promise<number> {
  const found: number[] = [];
  for (const id of await readdir("/proc")) if (/^\d+$/.test(id) && (await isMeant(id))) found.push(Number(id));
  for (const processId of found) killProcess(processId);
  return found.length;
}

async function writesTo(processId: string, folder: string): Promise<boolean> {
  const links = await Promise.all([1, 2].map((file) => readlink(`/proc/${processId}/fd/${file}`).catch(() => "")));
  return links.some((path) => path.includes(folder));
}

/** @source proc_pid_mountinfo(5), field 4: the file that is mounted, by its path on its disk */
async function hasMounted(processId: string, file: string): Promise<boolean> {
  const mounts = await readFile(`/proc/${processId}/mountinfo`, "utf8").catch(() => "");
  const mounted = mounts.split("\n").map((line) => line.split(" ")[3]?.replace(/\/\/deleted$/, ""));
  return mounted.some((path) => path?.endsWith(file));
}
