import type { Clock } from "./clock.ts";
import type { RunningContainer } from "./container-runtime.ts";

/** A container that runs, and all that goes on because of it; `close` ends that. */
export interface LiveContainer {
  readonly running: RunningContainer;
  readonly startedAt: Date;
  /** Aborted when the container has ended. */
  readonly ended: AbortSignal;
  /** Aborted when its hook after the start is of no use any more: it stops, or has ended. */
  readonly wanted: AbortSignal;
  /** It stops: asks no more whether it is healthy, whose end is decided. */
  stops(): void;
  /** Runs something after so many seconds, unless the container ends before. */
  later(seconds: number, run: () => void): void;
  close(): void;
}

export function liveContainer(running: RunningContainer, startedAt: Date, clock: Clock): LiveContainer {
  const [ended, unwanted] = [new AbortController(), new AbortController()];
  const timers = new Set<() => void>();
  return {
    running,
    startedAt,
    ended: ended.signal,
    wanted: unwanted.signal,
    stops: () => unwanted.abort(),
    later(seconds, run) {
      const cancel = clock.after(seconds, () => {
        timers.delete(cancel);
        run();
      });
      timers.add(cancel);
    },
    close() {
      unwanted.abort();
      ended.abort();
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}
