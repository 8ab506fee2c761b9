import { ProblemError } from "@podwright/core";
import type { BlobChecksum, BlobReading, BlobStore, ByteRange } from "../blob-store.ts";
import { shownUri } from "../http/http-reference.ts";
import { type FetchedPart, fetchPart } from "./fetch-part.ts";
import { fetchPaced, type Part } from "./pace-parts.ts";
import { combineDigests, createDigest, isCombinable } from "./piece-digest.ts";

/** Where a blob's bytes go. */
export interface BlobSink {
  /** Told the blob's size before any byte comes, null when the store does not say it; what it throws ends the fetch. */
  readonly begin?: (sizeBytes: number | null) => void;
  /** Bytes that begin at `position`, to be done with when it returns. Parts come side by side, and bytes may come again. */
  readonly write: (bytes: Uint8Array, position: number) => void;
  /** Told at the end how many bytes the blob has: where it came again, more may have been written before. */
  readonly end?: (sizeBytes: number) => void;
}

interface FetchOptions {
  readonly signal: AbortSignal;
  /** From a listing: a small blob then takes one plain request. */
  readonly sizeBytes?: number;
  /** It is small, as messages are: one plain request, whatever its size. */
  readonly isMessage?: boolean;
}

/** A larger blob comes in parts: this is the first one, and the least size of those that follow. */
const firstPartBytes = 16 * 1024 * 1024;
const maxAttempts = 2;

/**
 * Brings one blob in whole: large ones in parts side by side, each taken up again where its connection broke, all of one
 * version, and held to the checksum where the store gives one.
 * @returns how many bytes it has
 * @problems BLOB_MISSING, BLOB_INCOMPLETE, BLOB_CHANGED, BLOB_CORRUPTED and the store's
 */
export async function fetchBlob(
  store: Pick<BlobStore, "read">,
  uri: string,
  sink: BlobSink,
  options: FetchOptions,
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const { sizeBytes, expected, seen } = await fetchOnce(store, uri, sink, options);
    if (expected === undefined || expected.base64 === seen) {
      sink.end?.(sizeBytes);
      return sizeBytes;
    }
    if (attempt === maxAttempts) throw corrupted(uri, expected, seen);
  }
}

interface Fetched {
  readonly sizeBytes: number;
  readonly expected?: BlobChecksum | undefined;
  /** Of the bytes that came. */
  readonly seen: string;
}

async function fetchOnce(
  store: Pick<BlobStore, "read">,
  uri: string,
  sink: BlobSink,
  { signal, sizeBytes: listedBytes, isMessage = false }: FetchOptions,
): Promise<Fetched> {
  const isListed = listedBytes !== undefined && listedBytes <= firstPartBytes;
  const isRanged = !isListed && !isMessage;
  const opened = await store.read(uri, { signal, ...(isRanged && { range: { start: 0, end: firstPartBytes } }) });
  if (isListed && opened.sizeBytes !== listedBytes) {
    // Another blob by now, or a length that is not true: a reading of a range says it in two ways.
    await leave(opened);
    return await fetchOnce(store, uri, sink, { signal });
  }
  const first = await wholeUnlessVersioned(store, uri, opened, signal);
  const { sizeBytes, version } = first;
  try {
    sink.begin?.(sizeBytes);
  } catch (error) {
    await leave(first);
    throw error;
  }
  const expected = await checksumOf(first, signal);
  const newDigest = () => (expected ? createDigest(expected.algorithm) : undefined);
  const fetched: FetchedPart[] = [];
  const fetchRange = async (part: Part, into: BlobSink, partSignal: AbortSignal) => {
    const { index, range } = part;
    const open = (from: ByteRange) => store.read(uri, { range: from, version, signal: partSignal });
    const opened = index === 0 ? first : undefined;
    fetched[index] = await fetchPart({ open, opened, range, version, sink: into, newDigest, uri, signal: partSignal });
  };
  const { range } = first;
  if (range.end >= (sizeBytes ?? 0)) await fetchRange({ index: 0, range }, sink, signal);
  else await fetchPaced({ first: range, sizeBytes: sizeBytes ?? 0, sink, signal, fetchRange });
  const digests = fetched.map(({ digest }) => digest).filter((digest) => digest !== undefined);
  const seen = expected ? combineDigests(expected.algorithm, digests) : "";
  return { sizeBytes: sizeBytes ?? fetched.at(-1)?.end ?? 0, expected, seen };
}

/** Parts of a blob without a version could be of different ones: it comes in one go. */
async function wholeUnlessVersioned(
  store: Pick<BlobStore, "read">,
  uri: string,
  opened: BlobReading,
  signal: AbortSignal,
): Promise<BlobReading> {
  const isPart = opened.range.end !== (opened.sizeBytes ?? Number.POSITIVE_INFINITY);
  if (!isPart || opened.version !== undefined) return opened;
  await leave(opened);
  return await store.read(uri, { signal });
}

/** What the bytes are held to; of parts that come side by side not every checksum can be put together. */
async function checksumOf(
  { checksum: given, range, sizeBytes }: BlobReading,
  signal: AbortSignal,
): Promise<BlobChecksum | undefined> {
  // A blob is not worth less because the question failed.
  const checksum = typeof given === "function" ? await given().catch(() => undefined) : given;
  signal.throwIfAborted();
  const isWhole = range.end === (sizeBytes ?? Number.POSITIVE_INFINITY);
  return checksum && (isWhole || isCombinable(checksum.algorithm)) ? checksum : undefined;
}

/** Frees a reading's connection. */
async function leave({ body }: BlobReading): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

function corrupted(uri: string, { algorithm, base64 }: BlobChecksum, seen: string): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_CORRUPTED",
      what: `the bytes of ${shownUri(uri)} that came twice have the ${algorithm} ${seen}, and the store says ${base64}`,
      fix: "write the blob again; if it stays so, look at the store's disks and at what stands between it and this machine",
    },
  ]);
}
