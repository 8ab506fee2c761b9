import type { BlobSource, ByteRange } from "./blob-store.ts";
import { exactly } from "./exact-size.ts";
import { createDigest, type PieceDigest } from "./fetch/piece-digest.ts";

/** What is not larger goes out of memory. */
const inMemoryBytes = 1024 * 1024;

interface CheckedBodyOptions {
  readonly algorithm: "crc32" | "crc32c" | "md5";
  /** For problems. */
  readonly uri: string;
  readonly range?: ByteRange;
  readonly signal?: AbortSignal | undefined;
}

interface CheckedBody {
  readonly body: Uint8Array | BlobSource;
  readonly digest: PieceDigest;
}

/**
 * A source, or a range of it, with the digest that goes before it: so a store refuses what arrives wrong. What is larger is
 * read twice rather than kept in memory.
 * @problems BLOB_INCOMPLETE
 */
export async function checkedBody(
  blob: BlobSource,
  { algorithm, uri, range, signal }: CheckedBodyOptions,
): Promise<CheckedBody> {
  const sizeBytes = range ? range.end - range.start : blob.sizeBytes;
  const part: BlobSource = range ? { sizeBytes, open: () => blob.open(range) } : blob;
  const digest = createDigest(algorithm);
  const bytes = sizeBytes <= inMemoryBytes ? Buffer.allocUnsafeSlow(sizeBytes) : undefined;
  for await (const chunk of exactly(part.open(), { sizeBytes, uri, signal })) {
    bytes?.set(chunk, digest.sizeBytes);
    digest.update(chunk);
  }
  return { body: bytes ?? part, digest };
}
