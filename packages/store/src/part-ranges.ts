import type { ByteRange } from "./blob-store.ts";

interface PartLimits {
  readonly leastBytes: number;
  /** So many at most: larger blobs have larger parts. */
  readonly maxParts: number;
}

/** The parts that a blob is written in, all of one size but the last. */
export function partRanges(sizeBytes: number, { leastBytes, maxParts }: PartLimits): readonly ByteRange[] {
  const partBytes = Math.max(leastBytes, Math.ceil(sizeBytes / maxParts));
  return Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => {
    const start = index * partBytes;
    return { start, end: Math.min(sizeBytes, start + partBytes) };
  });
}
