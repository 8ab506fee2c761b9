import type { BlobStore } from "@podwright/store";
import { refuseLarge } from "./refuse-large.ts";

interface ReadOptions {
  /** Null takes any size. */
  readonly maxBytes: number | null;
  readonly signal: AbortSignal;
}

/** One small blob, in memory. @problems BLOB_MISSING, INPUT_TOO_LARGE and the store's */
export async function readWhole(store: BlobStore, uri: string, { maxBytes, signal }: ReadOptions): Promise<Uint8Array> {
  const reading = await store.read(uri, { signal });
  refuseLarge(uri, reading.sizeBytes, maxBytes);
  const chunks: Uint8Array[] = [];
  for await (const chunk of reading.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
