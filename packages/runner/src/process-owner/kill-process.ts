/** Sends a signal to a process, or to none where it has ended by now. */
export function killProcess(processId: number, signal: NodeJS.Signals = "SIGKILL"): void {
  try {
    process.kill(processId, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
