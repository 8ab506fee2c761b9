import { ProblemError } from "@podwright/core";
import type { BlobBody, BlobReading, ByteRange } from "../blob-store.ts";
import { shownUri } from "../http/http-reference.ts";
import { isBreak } from "../transport/is-break.ts";
import { pause } from "../transport/retry.ts";
import type { BlobSink } from "./fetch-blob.ts";
import { gatherBytes } from "./gather-bytes.ts";
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

export interface FetchedPart {
  /** Absent when nobody wants it. */
  readonly digest: PieceDigest | undefined;
  /** Where it ended. */
  readonly end: number;
}

const maxBreaks = 5;
/** A larger part is worth gathering. */
const largeBytes = 1024 * 1024;

/**
 * The bytes of one part. A connection that breaks is taken up again where it broke, or from the part's start where the
 * blob has no version to hold on to; five breaks without a byte in between end it.
 * @problems BLOB_INCOMPLETE, BLOB_CHANGED and the store's
 */
export async function fetchPart(input: PartInput): Promise<FetchedPart> {
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
    const handOn = (bytes: Uint8Array) => {
      const at = position;
      position += bytes.byteLength;
      if (position > range.end) throw incomplete(input, position - range.start);
      digest?.update(bytes);
      input.sink.write(bytes, at);
    };
    const gathered = range.end - position > largeBytes ? gatherBytes(handOn) : undefined;
    const broken = await takeAll(reading.body, gathered?.take ?? handOn);
    gathered?.flush();
    signal.throwIfAborted();
    if (broken !== undefined && !isBreak(broken)) throw broken;
    if (position === range.end || (range.end === Number.POSITIVE_INFINITY && broken === undefined)) {
      return { digest, end: position };
    }
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

/** @returns what the body broke off with; what `take` throws is thrown */
async function takeAll(body: BlobBody, take: (bytes: Uint8Array) => void): Promise<unknown> {
  let refused: { readonly error: unknown } | undefined;
  const takeOrRefuse = (bytes: Uint8Array) => {
    try {
      take(bytes);
    } catch (error) {
      refused = { error };
      throw error;
    }
  };
  try {
    if (body.pour) await body.pour(takeOrRefuse);
    else for await (const chunk of body) takeOrRefuse(chunk);
    return undefined;
  } catch (error) {
    if (refused) throw refused.error;
    return error;
  }
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
