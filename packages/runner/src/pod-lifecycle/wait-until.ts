import type { Clock } from "./clock.ts";

/** Resolves to true at `due`, at once when that has passed, and to false as soon as `signal` is aborted. */
export function waitUntil(clock: Clock, due: Date, signal: AbortSignal): Promise<boolean> {
  const seconds = (due.getTime() - clock.now().getTime()) / 1000;
  if (signal.aborted || seconds <= 0) return Promise.resolve(!signal.aborted);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const abort = (): void => {
    cancel();
    resolve(false);
  };
  const cancel = clock.after(seconds, () => {
    signal.removeEventListener("abort", abort);
    resolve(true);
  });
  signal.addEventListener("abort", abort, { once: true });
  return promise;
}
