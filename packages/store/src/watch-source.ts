import type { BlobSource } from "./blob-store.ts";

interface WatchedSource {
  /** The same source. */
  readonly source: BlobSource;
  /** What it threw itself, each time that it was read. */
  readonly failures: readonly unknown[];
}

/** Tells what a source failed of from what a store fails of: the errors of a file and of a connection can look alike. */
export function watchSource(blob: BlobSource): WatchedSource {
  const failures: unknown[] = [];
  async function* open(): AsyncGenerator<Uint8Array> {
    try {
      yield* blob.open();
    } catch (error) {
      failures.push(error);
      throw error;
    }
  }
  return { source: { ...blob, open }, failures };
}
