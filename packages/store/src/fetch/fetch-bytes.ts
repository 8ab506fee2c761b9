import type { BlobStore } from "../blob-store.ts";
import { fetchBlob } from "./fetch-blob.ts";

interface FetchBytesOptions {
  readonly signal?: AbortSignal;
  /** Told the blob's size before any byte, and how many came when the store did not say it; what it throws ends the fetch. */
  readonly refuseLarge?: (sizeBytes: number) => void;
}

/** One small blob, in memory. @problems as `fetchBlob` */
export async function fetchBytes(
  store: Pick<BlobStore, "read">,
  uri: string,
  { signal = new AbortController().signal, refuseLarge = () => {} }: FetchBytesOptions = {},
): Promise<Uint8Array> {
  let bytes = Buffer.alloc(0);
  let endByte = 0;
  const begin = (sizeBytes: number | null) => {
    refuseLarge(sizeBytes ?? 0);
    bytes = Buffer.alloc(sizeBytes ?? 0);
    endByte = 0;
  };
  const write = (piece: Uint8Array, position: number) => {
    endByte = Math.max(endByte, position + piece.byteLength);
    if (endByte > bytes.byteLength) {
      refuseLarge(endByte);
      bytes = Buffer.concat([bytes], 2 * endByte);
    }
    bytes.set(piece, position);
  };
  const sizeBytes = await fetchBlob(store, uri, { begin, write }, { signal, isMessage: true });
  return bytes.subarray(0, sizeBytes);
}
