import { ProblemError } from "@podwright/core";
import type { BlobReading, ByteRange } from "../blob-store.ts";
import { shownUri } from "../http/http-reference.ts";
import { pause } from "../transport/retry.ts";
import type { BlobSink } from "./fetch-blob.ts";
import type { PieceDigest } from "./piece-digest.ts";

interface PartInput {
  /** Opens the blob from some byte on, as the same version. */
  readonly open: (range: ByteRange) => Promise<BlobReading>;
  /** Opened already. */
  readonly opened: BlobReading | undefined;
  /** `end` is infinite where the store does not say the blob's size. */
  readonly range: ByteRange;
  readonly version: string | undefined;
  readonly sink: BlobSink;
  readonly newDigest: () => PieceDigest | undefined;
  readonly uri: string;
  readonly signal: AbortSignal;
}

const maxBreaks = 5;
const batchBytes = 256 * 1024;

/**
 * The bytes of one part. A connection that breaks is taken up again where it broke, or from the part's start where the
 * blob has no version to hold on to; five breaks without a byte in between end it.
 * @problems BLOB_INCOMPLETE, BLOB_CHANGED and the store's
 */
export async function fetchPart(input: PartInput): Promise<PieceDigest | undefined> {
  const { range, signal } = input;
  let digest = input.newDigest();
  let position = range.start;
  let reading = input.opened;
  for (let breaks = 0; ; ) {
    reading ??= await input.open({ start: position, end: range.end });
    if (reading.range.start !== position) {
      // A store without ranges begins anew.
      position = reading.range.start;
      digest = input.newDigest();
    }
    const before = position;
    let broken: unknown;
    for await (const batch of batches(reading.body)) {
      if ("broken" in batch) {
        broken = batch.broken;
        break;
      }
      const { chunks, sizeBytes } = batch;
      if (position + sizeBytes > range.end) throw incomplete(input, position + sizeBytes - range.start);
      for (const chunk of chunks) digest?.update(chunk);
      input.sink.write(chunks, position);
      position += sizeBytes;
    }
    signal.throwIfAborted();
    if (broken !== undefined && !isBreak(broken)) throw broken;
    if (position === range.end || (range.end === Number.POSITIVE_INFINITY && broken === undefined)) return digest;
    // Without a version to hold on to, what came so far comes again: that is no progress.
    breaks = position > before && input.version !== undefined ? 1 : breaks + 1;
    if (breaks === maxBreaks) throw incomplete(input, position - range.start, broken);
    await pause(breaks, {}, signal);
    signal.throwIfAborted();
    reading = undefined;
    if (input.version === undefined) {
      position = range.start;
      digest = input.newDigest();
    }
  }
}

type Batch = { readonly chunks: readonly Uint8Array[]; readonly sizeBytes: number } | { readonly broken: unknown };

/** Chunks gathered, uncopied, to what is worth a write; and last the error, if the body broke off. */
async function* batches(body: AsyncIterable<Uint8Array>): AsyncGenerator<Batch, void> {
  let chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  let end: Batch | undefined;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      sizeBytes += chunk.byteLength;
      if (sizeBytes < batchBytes) continue;
      yield { chunks, sizeBytes };
      chunks = [];
      sizeBytes = 0;
    }
  } catch (broken) {
    end = { broken };
  }
  if (sizeBytes > 0) yield { chunks, sizeBytes };
  if (end) yield end;
}

/** Whether an error is a connection's, after which the rest can be asked for. */
function isBreak(error: unknown): boolean {
  return !(error instanceof ProblemError) && typeof (error as NodeJS.ErrnoException | null)?.code === "string";
}

function incomplete({ uri, range }: PartInput, seenBytes: number, cause?: unknown): ProblemError {
  const reason = cause instanceof Error ? `: ${cause.message}` : "";
  const want = range.end === Number.POSITIVE_INFINITY ? "its end" : `${range.end - range.start} bytes`;
  return new ProblemError(
    [
      {
        code: "BLOB_INCOMPLETE",
        what: `of ${shownUri(uri)} (from byte ${range.start}) ${want} should have come, and ${seenBytes} bytes came before its transfer broke${reason}`,
        fix: "try again; if it stays so, look at the store's log and at what stands between it and this machine",
      },
    ],
    { cause },
  );
}
