import type { ChildProcess } from "node:child_process";
import { processFacts } from "./process-facts.ts";

const checkEveryMs = 20;

/**
 * Signals the container's first process; bubblewrap itself would die of SIGTERM and leave the container alone.
 * The kernel drops a SIGTERM that a first process does not handle, on Kubernetes too, where images start so slowly that programs
 * have their handlers by then. Here a Pod may end within milliseconds, so SIGTERM waits for the handler.
 */
export function signalContainer(
  name: "SIGTERM" | "SIGKILL",
  processId: number | undefined,
  bubblewrap: ChildProcess,
): void {
  if (bubblewrap.exitCode !== null || bubblewrap.signalCode !== null) return;
  const facts = processId === undefined ? undefined : processFacts(processId);
  if (processId === undefined || facts?.parentId !== bubblewrap.pid) {
    if (name === "SIGKILL") bubblewrap.kill("SIGKILL");
    return;
  }
  if (name === "SIGKILL" || facts?.takesTerm === "yes") send(name, processId);
  else setTimeout(() => signalContainer(name, processId, bubblewrap), checkEveryMs).unref();
}

function send(name: NodeJS.Signals, processId: number): void {
  try {
    process.kill(processId, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
