import { createHash } from "node:crypto";
import type { BlobCallOptions, BlobSource, ByteRange } from "../blob-store.ts";
import { exactly } from "../exact-size.ts";

export interface CheckedBody {
  readonly body: Uint8Array | BlobSource;
  /** In base64. */
  readonly md5: string;
}

/** What is not larger goes out of memory. */
const inMemoryBytes = 1024 ** 2;

/** A source, or a range of it, with its MD5; one that is larger is read twice rather than kept in memory. */
export async function checkedBody(
  blob: BlobSource,
  uri: string,
  { signal, range }: BlobCallOptions & { readonly range?: ByteRange },
): Promise<CheckedBody> {
  const sizeBytes = range ? range.end - range.start : blob.sizeBytes;
  const part: BlobSource = { sizeBytes, open: () => blob.open(range) };
  const chunks: Uint8Array[] = [];
  const hash = createHash("md5");
  for await (const chunk of exactly(part.open(), { sizeBytes, uri, signal })) {
    hash.update(chunk);
    if (sizeBytes <= inMemoryBytes) chunks.push(chunk);
  }
  return { body: sizeBytes <= inMemoryBytes ? Buffer.concat(chunks) : part, md5: hash.digest("base64") };
}
