import { readlink } from "node:fs/promises";
import { killAll } from "../process-owner/end-processes.ts";
import { mountedFiles } from "../process-owner/mounted-files.ts";
import { hostnameFile } from "./container-files.ts";

/**
 * Ends what still runs of a run that is over: containers that were just being made when it was killed may have missed their
 * end, and a bubblewrap whose other half is gone waits for it without end. They are told by files of the run's folder: their
 * output, or their /etc/hostname.
 * @param run - the name of the run's folder
 */
export async function endContainers(run: string): Promise<void> {
  const hostname = `/${run}/etc/${hostnameFile}`;
  await killAll(
    async (id) =>
      (await writesTo(id, `/${run}/pipes/`)) || (await mountedFiles(id)).some((file) => file.endsWith(hostname)),
  );
}

async function writesTo(processId: number, folder: string): Promise<boolean> {
  const links = await Promise.all([1, 2].map((file) => readlink(`/proc/${processId}/fd/${file}`).catch(() => "")));
  return links.some((path) => path.includes(folder));
}
