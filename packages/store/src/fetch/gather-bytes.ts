/** Hands bytes on, in their order. */
export interface GatheredBytes {
  take(bytes: Uint8Array): void;
  /** Hands on what is left. */
  flush(): void;
}

/** What fits the processor's cache beside the connection's own buffer. */
const gatheredBytes = 64 * 1024;

/**
 * Gathers what comes in TLS's 16 KiB at a time: a file takes 64 KiB in less than two thirds of the time of four pieces.
 * @param handOn - must be done with the bytes when it returns
 */
export function gatherBytes(handOn: (bytes: Uint8Array) => void): GatheredBytes {
  const buffer = Buffer.allocUnsafeSlow(gatheredBytes);
  let filled = 0;
  const flush = (): void => {
    const bytes = buffer.subarray(0, filled);
    filled = 0;
    if (bytes.byteLength > 0) handOn(bytes);
  };
  return {
    take: (bytes) => {
      for (let at = 0; at < bytes.byteLength; ) {
        const fitting = bytes.subarray(at, at + gatheredBytes - filled);
        buffer.set(fitting, filled);
        filled += fitting.byteLength;
        at += fitting.byteLength;
        if (filled === gatheredBytes) flush();
      }
    },
    flush,
  };
}
