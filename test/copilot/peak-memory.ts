import { readFileSync } from "node:fs";

export interface PeakMemory {
  /** The most that the process held at any time, as far as it was seen; stops looking. */
  stop(): number;
}

/** Looks often, for what the kernel counted goes with the process. */
export function watchPeakMemory(processId: number): PeakMemory {
  let peakBytes = 0;
  const look = () => {
    try {
      const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, "utf8"))?.[1];
      peakBytes = Math.max(peakBytes, Number(kibibytes ?? 0) * 1024);
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 10);
  return {
    stop: () => {
      clearInterval(timer);
      return peakBytes;
    },
  };
}
