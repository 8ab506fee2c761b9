import { readFileSync } from "node:fs";

export interface PeakMemory {
  /** The most that the process held, as far as it was seen; stops looking. */
  stop(): number;
}

/**
 * Looks often, for what the kernel counted goes with the process. Counts what the process alone holds: its program and
 * libraries, mapped from files, are given back as soon as somebody needs the memory.
 * @source proc_pid_status(5): RssAnon, RssShmem
 */
export function watchPeakMemory(processId: number): PeakMemory {
  let peakBytes = 0;
  const look = () => {
    try {
      const held = readFileSync(`/proc/${processId}/status`, "utf8").matchAll(/^Rss(?:Anon|Shmem):\s*(\d+) kB$/gm);
      const kibibytes = [...held].reduce((sum, [, size]) => sum + Number(size), 0);
      peakBytes = Math.max(peakBytes, kibibytes * 1024);
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 5);
  return {
    stop: () => {
      clearInterval(timer);
      return peakBytes;
    },
  };
}
