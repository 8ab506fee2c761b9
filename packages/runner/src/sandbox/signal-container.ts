import { killProcess } from "../process-owner/kill-process.ts";
import type { Bubblewrap } from "./launch-bubblewrap.ts";
import { processFacts } from "./process-facts.ts";

const checkEveryMs = 20;

/**
 * Signals the container's first process; bubblewrap itself would die of SIGTERM and leave the container alone.
 * The kernel drops a signal that a first process does not handle, on Kubernetes too, where images start so slowly that programs
 * have their handlers by then. Here a Pod may end within milliseconds, so all but SIGKILL wait for the handler.
 * Where containers share their processes no signal is dropped.
 */
export function signalContainer(name: NodeJS.Signals, bubblewrap: Bubblewrap): void {
  const { process: own, rank } = bubblewrap;
  if (own.exitCode !== null || own.signalCode !== null) return;
  const processId = bubblewrap.program();
  if (name === "SIGKILL") {
    if (processId === undefined) own.kill("SIGKILL");
    else killProcess(processId);
  } else if (processId !== undefined && (rank === "one of many" || processFacts(processId)?.takes(name)))
    killProcess(processId, name);
  else setTimeout(() => signalContainer(name, bubblewrap), checkEveryMs).unref();
}
