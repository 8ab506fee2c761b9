import type { BlobSource, ByteRange } from "./blob-store.ts";

interface WatchedSource {
  /** The same source. */
  readonly source: BlobSource;
  /** What it threw itself, each time that it was read. */
  readonly failures: readonly unknown[];
}

/**
 * Tells what a source failed of from what a store fails of: the errors of a file and of a connection can look alike.
 * @param onChunk - told of each chunk once it is taken
 */
export function watchSource(blob: BlobSource, onChunk?: (sizeBytes: number) => void): WatchedSource {
  const failures: unknown[] = [];
  async function* open(range?: ByteRange): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of blob.open(range)) {
        yield chunk;
        onChunk?.(chunk.byteLength);
      }
    } catch (error) {
      failures.push(error);
      throw error;
    }
  }
  return { source: { ...blob, open }, failures };
}
