import { ProblemError } from "@podwright/core";
import type { BlobChecksum, BlobReading, BlobStore, ByteRange } from "../blob-store.ts";
import { forEachBounded } from "../for-each-bounded.ts";
import { shownUri } from "../http/http-reference.ts";
import { fetchPart } from "./fetch-part.ts";
import { combineDigests, createDigest, isCombinable, type PieceDigest } from "./piece-digest.ts";

/** Where a blob's bytes go. */
export interface BlobSink {
  /** Told the blob's size before any byte comes, null when the store does not say it; what it throws ends the fetch. */
  readonly begin?: (sizeBytes: number | null) => void;
  /** Bytes that begin at `position`, to be done with when it returns. Parts come side by side, and bytes may come again. */
  readonly write: (bytes: Uint8Array, position: number) => void;
}

interface FetchOptions {
  readonly signal: AbortSignal;
  /** From a listing: a small blob then takes one plain request. */
  readonly sizeBytes?: number;
}

/** A larger blob comes in parts of this size, as many at a time. */
const partBytes = 16 * 1024 * 1024;
const partsAtOnce = 4;
const maxAttempts = 2;

/**
 * Brings one blob in whole: large ones in parts side by side, each taken up again where its connection broke, all of one
 * version, and held to the checksum where the store gives one.
 * @returns how many bytes it has
 * @problems BLOB_MISSING, BLOB_INCOMPLETE, BLOB_CHANGED, BLOB_CORRUPTED and the store's
 */
export async function fetchBlob(
  store: Pick<BlobStore, "read" | "stat">,
  uri: string,
  sink: BlobSink,
  options: FetchOptions,
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const { sizeBytes, expected, seen } = await fetchOnce(store, uri, sink, options);
    if (expected === undefined || expected.base64 === seen) return sizeBytes;
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
  store: Pick<BlobStore, "read" | "stat">,
  uri: string,
  sink: BlobSink,
  { signal, sizeBytes: listedBytes }: FetchOptions,
): Promise<Fetched> {
  const inOneGo = listedBytes !== undefined && listedBytes <= partBytes;
  const opened = await store.read(uri, { signal, ...(!inOneGo && { range: { start: 0, end: partBytes } }) });
  if (inOneGo && opened.sizeBytes !== listedBytes) {
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
  const ranges = [first.range, ...rangesBetween(first.range.end, sizeBytes ?? 0)];
  const expected = await checksumOf(store, uri, first, signal);
  const pieces = new Array<PieceDigest | undefined>(ranges.length);
  const fetchRange = async (index: number, range: ByteRange, partSignal: AbortSignal) => {
    pieces[index] = await fetchPart({
      open: (from) => store.read(uri, { range: from, version, signal: partSignal }),
      opened: index === 0 ? first : undefined,
      range,
      version,
      sink,
      newDigest: () => (expected ? createDigest(expected.algorithm) : undefined),
      uri,
      signal: partSignal,
    });
  };
  if (ranges.length === 1) await fetchRange(0, first.range, signal);
  else {
    await forEachBounded(ranges.entries(), partsAtOnce, signal, ([index, range], partSignal) =>
      fetchRange(index, range, partSignal),
    );
  }
  const digests = pieces.filter((piece) => piece !== undefined);
  const seenBytes = sizeBytes ?? digests.reduce((sum, piece) => sum + piece.sizeBytes, 0);
  return { sizeBytes: seenBytes, expected, seen: expected ? combineDigests(expected.algorithm, digests) : "" };
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

function rangesBetween(start: number, end: number): readonly ByteRange[] {
  const count = Math.max(0, Math.ceil((end - start) / partBytes));
  return Array.from({ length: count }, (_, index) => {
    const from = start + index * partBytes;
    return { start: from, end: Math.min(end, from + partBytes) };
  });
}

/** Of a part the store gives no checksum, so for a blob of several it is asked for the whole one's. */
async function checksumOf(
  store: Pick<BlobStore, "stat">,
  uri: string,
  { checksum, range, sizeBytes, version }: BlobReading,
  signal: AbortSignal,
): Promise<BlobChecksum | undefined> {
  if (range.start === 0 && (sizeBytes === null || range.end === sizeBytes)) return checksum;
  const stat = await store.stat(uri, { signal });
  return stat?.version === version && stat?.checksum && isCombinable(stat.checksum.algorithm)
    ? stat.checksum
    : undefined;
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
