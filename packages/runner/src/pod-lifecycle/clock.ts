/** Time, as a Pod's lifecycle needs it. */
export interface Clock {
  now(): Date;
  /** Calls `run` once after `seconds`; the answer cancels it. */
  after(seconds: number, run: () => void): () => void;
}

/** The machine's own clock. Timers longer than 24 days fire no earlier than that. */
export const systemClock: Clock = {
  now: () => new Date(),
  after(seconds, run) {
    const timer = setTimeout(run, Math.min(seconds * 1000, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};
