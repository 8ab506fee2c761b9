import { type PodSpec, ProblemError } from "@podwright/core";
import { endProcessesWith } from "../process-owner/end-processes.ts";
import type { Engine } from "./engine/connect-engine.ts";

/**
 * Whether a container's other processes may outlive its first one where that is not the first of a PID namespace: the kernel does not
 * end them, and an ordinary user's engine may have no cgroups to find them by.
 */
export function mayLeaveStrays({ where, rootless }: Engine): boolean {
  return where === "here" && rootless;
}

/** Whether containers are not each the first of a PID namespace of its own. */
export function sharesProcesses({ shareProcessNamespace, hostPID }: PodSpec): boolean {
  return Boolean(shareProcessNamespace || hostPID);
}

/**
 * Kills the processes that still have something of a Pod's own volume mounted, its containers' messages, which nobody else has.
 * @param volume - the engine's name for it
 * @param file - of this container's message; absent: of all of the Pod
 * @problems CONTAINER_ENGINE_FAILED
 */
export async function endStrays({ title, place }: Engine, volume: string, file?: string): Promise<void> {
  // Where the volume stands depends on the disks.
  const folder = `/${volume}/_data/`;
  const isMeant = (path: string) => (file === undefined ? path.includes(folder) : path.endsWith(`${folder}${file}`));
  const left = await endProcessesWith(isMeant, patienceMs);
  if (left.length === 0) return;
  throw new ProblemError([
    {
      code: "CONTAINER_ENGINE_FAILED",
      what: `${title} left processes of the Pod running, which do not end though they were killed`,
      where: [place, `processes ${left.join(", ")}`].join("\n"),
      fix: "find out what they wait for (ps -o pid,stat,wchan,args -p NUMBER): most often a disk that does not answer",
    },
  ]);
}

const patienceMs = 10_000;
