/** Conditions that somebody waits for. */
export interface Conditions {
  /** Resolves once a condition holds (looked at whenever `look` is called, and once a second) or the time is over: then with `false`. */
  until(condition: () => boolean, timeoutMs?: number): Promise<boolean>;
  /** Has all that are waited for looked at. */
  look(): void;
}

const tickMs = 1_000;

/** @param failed - rejects whatever is waited for, from then on too */
export function createConditions(failed: Promise<never>): Conditions {
  const waiting = new Set<() => void>();
  return {
    until(condition, timeoutMs = Number.POSITIVE_INFINITY) {
      const { promise, resolve, reject } = Promise.withResolvers<boolean>();
      const startedAt = Date.now();
      const look = (): void => {
        try {
          if (condition()) resolve(true);
          else if (Date.now() - startedAt >= timeoutMs) resolve(false);
        } catch (error) {
          reject(error);
        }
      };
      const timer = setInterval(look, tickMs);
      waiting.add(look);
      look();
      return Promise.race([promise, failed]).finally(() => {
        clearInterval(timer);
        waiting.delete(look);
      });
    },
    look() {
      for (const look of [...waiting]) look();
    },
  };
}
