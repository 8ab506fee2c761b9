import type { Readable } from "node:stream";
import type { BlobSource } from "../blob-store.ts";
import { exactly } from "../exact-size.ts";

/**
 * A source as undici sends it: null when it is empty. undici asks for the next chunk once the last one has gone out.
 * @problems BLOB_INCOMPLETE when it has another size than it says
 */
export function streamBody({ sizeBytes, open }: BlobSource, uri: string, signal?: AbortSignal): Readable | null {
  // undici takes any async iterable, which its types do not tell.
  return sizeBytes === 0
    ? null
    : (exactly(open(), { sizeBytes, uri, signal }) as AsyncIterable<Uint8Array> as Readable);
}

/** How many bytes a request sends; none without a body. */
export function bodyBytes(body: Uint8Array | BlobSource | undefined): number {
  if (body === undefined) return 0;
  return body instanceof Uint8Array ? body.byteLength : body.sizeBytes;
}
