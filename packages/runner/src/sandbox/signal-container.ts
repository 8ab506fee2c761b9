import type { Bubblewrap } from "./launch-bubblewrap.ts";
import { processFacts } from "./process-facts.ts";

const checkEveryMs = 20;

/**
 * Signals the container's first process; bubblewrap itself would die of SIGTERM and leave the container alone.
 * The kernel drops a signal that a first process does not handle, on Kubernetes too, where images start so slowly that programs
 * have their handlers by then. Here a Pod may end within milliseconds, so all but SIGKILL wait for the handler.
 */
export function signalContainer(name: NodeJS.Signals, bubblewrap: Bubblewrap): void {
  const { process: own } = bubblewrap;
  if (own.exitCode !== null || own.signalCode !== null) return;
  const processId = bubblewrap.program();
  if (name === "SIGKILL") {
    if (processId === undefined) own.kill("SIGKILL");
    else send("SIGKILL", processId);
  } else if (processId !== undefined && processFacts(processId)?.takes(name)) send(name, processId);
  else setTimeout(() => signalContainer(name, bubblewrap), checkEveryMs).unref();
}

function send(name: NodeJS.Signals, processId: number): void {
  try {
    process.kill(processId, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
