type Items<T> = AsyncIterable<T> | Iterable<T>;

/**
 * Runs `work` for each item, at most `limit` at a time, taking items only as there is room.
 * The first failure aborts the signal that all the others were given, waits for them to end, and rejects.
 * @param items - or what makes them, where that waits for something: it is given the signal too
 */
export async function forEachBounded<T>(
  items: Items<T> | ((signal: AbortSignal) => Items<T>),
  limit: number,
  signal: AbortSignal,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const iterator = iterate(typeof items === "function" ? items(either) : items);
  const worker = async () => {
    try {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        either.throwIfAborted();
        await work(next.value, either);
      }
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: limit }, worker));
  await iterator.return();
  signal.throwIfAborted();
  if (outcomes.some((outcome) => outcome.status === "rejected")) throw failed.signal.reason;
}

async function* iterate<T>(items: Items<T>): AsyncGenerator<T, void> {
  yield* items;
}
