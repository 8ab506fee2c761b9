import type { Clock } from "../clock.ts";

/** A clock for tests that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Lets so many seconds pass, timer by timer, and what each of them sets going come to rest. */
  pass(seconds: number): Promise<void>;
}

export function manualClock(): ManualClock {
  let nowMs = Date.UTC(2026, 0, 1);
  const timers = new Set<{ readonly dueMs: number; readonly run: () => void }>();
  const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => new Date(nowMs),
    after(seconds, run) {
      const timer = { dueMs: nowMs + seconds * 1000, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async pass(seconds) {
      const endMs = nowMs + seconds * 1000;
      await rest();
      for (;;) {
        const next = [...timers].filter(({ dueMs }) => dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
        if (!next) break;
        timers.delete(next);
        nowMs = next.dueMs;
        next.run();
        await rest();
      }
      nowMs = endMs;
    },
  };
}
