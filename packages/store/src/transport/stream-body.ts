import { Readable } from "node:stream";
import type { BlobSource } from "../blob-store.ts";
import { exactly } from "../exact-size.ts";

/** A source as undici sends it: null when it is empty. @problems BLOB_INCOMPLETE when it has another size than it says */
export function streamBody({ sizeBytes, open }: BlobSource, uri: string, signal?: AbortSignal): Readable | null {
  return sizeBytes === 0 ? null : Readable.from(exactly(open(), { sizeBytes, uri, signal }), { objectMode: false });
}
