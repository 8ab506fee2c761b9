import { type BlobStore, fetchBytes } from "@podwright/store";
import { refuseLarge } from "./refuse-large.ts";

interface ReadOptions {
  /** Null takes any size. */
  readonly maxBytes: number | null;
  readonly signal: AbortSignal;
}

/** One small blob, in memory. @problems BLOB_MISSING, INPUT_TOO_LARGE and the store's */
export async function readWhole(store: BlobStore, uri: string, { maxBytes, signal }: ReadOptions): Promise<Uint8Array> {
  return await fetchBytes(store, uri, { signal, refuseLarge: (sizeBytes) => refuseLarge(uri, sizeBytes, maxBytes) });
}
