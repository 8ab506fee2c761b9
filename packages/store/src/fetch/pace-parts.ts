import type { ByteRange } from "../blob-store.ts";
import { forEachBounded } from "../for-each-bounded.ts";
import type { BlobSink } from "./fetch-blob.ts";

export interface Part {
  readonly index: number;
  readonly range: ByteRange;
}

interface PacedFetch {
  /** What is being read already. */
  readonly first: ByteRange;
  readonly sizeBytes: number;
  readonly sink: BlobSink;
  readonly signal: AbortSignal;
  readonly fetchRange: (part: Part, sink: BlobSink, signal: AbortSignal) => Promise<void>;
}

const leastBytes = 16 * 1024 * 1024;
const mostBytes = 256 * 1024 * 1024;
/** As many parts come side by side where one connection alone is slow. */
const maxPartsAtOnce = 4;
const slowBytesPerSecond = 100 * 1024 * 1024;
const lookEveryMs = 500;

/**
 * Fetches a blob in parts, one after the other and each twice as large as the last as long as they come fast: there the
 * processor is the limit, and more connections only cost it. Where they come slowly the network is, and several small ones
 * come side by side.
 */
export async function fetchPaced({ first, sizeBytes, sink, signal, fetchRange }: PacedFetch): Promise<void> {
  const startMs = performance.now();
  let cameBytes = 0;
  let isSlow = false;
  let underWay = 0;
  let isOver = false;
  let wake = () => {};
  const timer = setInterval(() => {
    const seconds = (performance.now() - startMs) / 1000;
    if (cameBytes / seconds >= slowBytesPerSecond) return;
    isSlow = true;
    clearInterval(timer);
    wake();
  }, lookEveryMs);
  const counted: BlobSink = {
    write: (bytes, position) => {
      cameBytes += bytes.byteLength;
      sink.write(bytes, position);
    },
  };
  async function* parts(): AsyncGenerator<Part> {
    let partBytes = leastBytes;
    for (let index = 0, { start, end } = first; ; index += 1) {
      underWay += 1;
      yield { index, range: { start, end } };
      if (end >= sizeBytes) return;
      while (!isOver && underWay >= (isSlow ? maxPartsAtOnce : 1)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (isOver) return;
      partBytes = isSlow ? leastBytes : Math.min(partBytes * 2, mostBytes);
      start = end;
      end = Math.min(sizeBytes, start + partBytes);
    }
  }
  try {
    await forEachBounded(parts(), maxPartsAtOnce, signal, async (part, partSignal) => {
      try {
        await fetchRange(part, counted, partSignal);
      } catch (error) {
        isOver = true;
        throw error;
      } finally {
        underWay -= 1;
        wake();
      }
    });
  } finally {
    clearInterval(timer);
  }
}
