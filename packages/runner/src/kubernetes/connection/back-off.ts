import { setTimeout as sleep } from "node:timers/promises";

const firstWaitMs = 200;
const longestWaitMs = 10_000;

/**
 * Waits before another try: a fifth of a second at first, twice as long each time, ten seconds at the longest, spread at random so that many clients do
 * not come back together; as long as the server asks for where that is longer.
 * @param tries - how many there were, from 1 on
 * @returns early, without a word, when the signal aborts
 */
export async function backOff(tries: number, atLeastMs = 0, signal?: AbortSignal): Promise<void> {
  const grownMs = Math.min(firstWaitMs * 2 ** (tries - 1), longestWaitMs);
  const waitMs = Math.max(grownMs * (0.5 + Math.random() / 2), atLeastMs);
  await sleep(waitMs, undefined, signal && { signal }).catch(() => undefined);
}
