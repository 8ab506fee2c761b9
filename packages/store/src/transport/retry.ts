import { setTimeout as sleep } from "node:timers/promises";

/** How a try ended: with a value, or with a failure that another try may mend. */
export type TryResult<T> =
  | { readonly outcome: "done"; readonly value: T }
  | {
      readonly outcome: "again";
      readonly failure: unknown;
      /** The first wait; 100 ms when absent. */
      readonly waitMs?: number;
      /** What the server itself asks for. */
      readonly atLeastMs?: number;
    };

const maxTries = 6;
const firstWaitMs = 100;
const longestWaitMs = 5_000;

/**
 * Tries up to six times and waits in between, 100 ms at first, then twice as long each time, spread at random
 * so that many clients do not come back together. The last failure is thrown, and what a try throws ends the tries.
 * An abort ends them at once: a request that waits for its connection would go on waiting.
 */
export async function withRetries<T>(attempt: () => Promise<TryResult<T>>, signal?: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    signal?.throwIfAborted();
    const result = await orAborted(attempt(), signal);
    if (result.outcome === "done") return result.value;
    if (tries === maxTries) throw result.failure;
    await pause(tries, result, signal);
  }
}

/** Waits before the next try; returns early when the signal aborts. @param tries - how many there were, from 1 on */
export async function pause(
  tries: number,
  { waitMs = firstWaitMs, atLeastMs = 0 }: { readonly waitMs?: number; readonly atLeastMs?: number },
  signal?: AbortSignal,
): Promise<void> {
  const grownMs = Math.min(waitMs * 2 ** (tries - 1), longestWaitMs) * (0.5 + Math.random() / 2);
  await sleep(Math.max(grownMs, atLeastMs), undefined, signal && { signal }).catch(() => undefined);
}

/** Settles as the promise does, or rejects with the signal's reason as soon as that aborts. */
async function orAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return await promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
    promise.catch(() => undefined); // What it fails of after an abort is nobody's business.
  }
}
