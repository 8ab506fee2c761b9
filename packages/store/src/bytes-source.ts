import type { BlobSource } from "./blob-store.ts";

/** What is in memory already, as something to write. */
export function bytesSource(bytes: Uint8Array): BlobSource {
  return { sizeBytes: bytes.byteLength, open: (range) => once(range ? bytes.subarray(range.start, range.end) : bytes) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.byteLength > 0) yield bytes;
}
