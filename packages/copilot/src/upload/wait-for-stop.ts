import type { Signals } from "../signals.ts";

/**
 * Waits until the task's containers have ended, which a kubelet tells a native sidecar by SIGTERM.
 * Node ends a process that waits for signals only, so a timer keeps it.
 */
export async function waitForStop({ stop }: Signals): Promise<void> {
  if (stop.aborted) return;
  const keepAlive = setInterval(() => {}, longTimeMs);
  try {
    await new Promise<void>((resolve) => {
      stop.addEventListener("abort", () => resolve(), { once: true });
    });
  } finally {
    clearInterval(keepAlive);
  }
}

const longTimeMs = 3_600_000;
