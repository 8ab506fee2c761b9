/** Steps that are taken one after the other, each when the one before it is done. */
export interface EventTape {
  push(step: () => void | Promise<void>): void;
  /** Resolves when every step so far has been taken. */
  idle(): Promise<void>;
}

/** @param onError - takes what a step throws; no further step is taken then */
export function createEventTape(onError: (error: unknown) => void): EventTape {
  let last: Promise<void> = Promise.resolve();
  let isBroken = false;
  return {
    push(step) {
      last = last.then(async () => {
        if (isBroken) return;
        try {
          await step();
        } catch (error) {
          isBroken = true;
          onError(error);
        }
      });
    },
    idle: () => last,
  };
}
