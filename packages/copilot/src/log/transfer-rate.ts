/** How fast a transfer has been over its last seconds. */
export interface TransferRate {
  /**
   * @param nowMs - on a clock that never goes back
   * @returns bytes per second, or undefined while no time has passed
   */
  sample(nowMs: number, doneBytes: number): number | undefined;
}

interface Sample {
  readonly atMs: number;
  readonly doneBytes: number;
}

const windowMs = 5000;

/** @param startMs - when nothing was done yet */
export function startTransferRate(startMs: number): TransferRate {
  let samples: readonly Sample[] = [{ atMs: startMs, doneBytes: 0 }];
  return {
    sample: (nowMs, doneBytes) => {
      // The newest that is older than the window begins it.
      const begin = samples.findLastIndex(({ atMs }) => nowMs - atMs >= windowMs);
      samples = [...samples.slice(Math.max(0, begin)), { atMs: nowMs, doneBytes }];
      return bytesPerSecond(doneBytes - samples[0]!.doneBytes, nowMs - samples[0]!.atMs);
    },
  };
}

/** Whole bytes per second, or undefined when no time has passed. */
export function bytesPerSecond(bytes: number, milliseconds: number): number | undefined {
  return milliseconds > 0 ? Math.round((bytes / milliseconds) * 1000) : undefined;
}
