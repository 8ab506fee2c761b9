import { ProblemError } from "@podwright/core";
import type { BlobSource, WriteOptions } from "../blob-store.ts";
import type { GcsClient } from "./gcs-client.ts";
import { uploadPath, withQuery } from "./gcs-paths.ts";
import { invalidAnswer } from "./invalid-answer.ts";
import type { UploadTarget } from "./write-object.ts";

/** A multiple of 256 KiB. @source Cloud Storage, "Resumable uploads" */
const pieceBytes = 16 * 1024 * 1024;
const maxStandstills = 5;
const cancelTimeoutMs = 5_000;

/**
 * Writes one object piece by piece, and asks after each what the store has of it: a piece whose connection broke is
 * sent again from there. Nobody sees the object before its last byte; an upload that fails is given up at the store too.
 * @returns the store's description of the object
 */
export async function uploadInPieces(
  client: GcsClient,
  target: UploadTarget,
  source: BlobSource,
  options: WriteOptions,
): Promise<string> {
  const session = await startSession(client, target, source.sizeBytes, options.signal);
  try {
    return await sendPieces(client, { ...target, session }, source, options);
  } catch (error) {
    await cancelSession(client, target, session);
    throw error;
  }
}

async function startSession(
  client: GcsClient,
  { uri, bucket, metadata }: UploadTarget,
  sizeBytes: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  const response = await client.send(
    {
      method: "POST",
      uri,
      bucket,
      path: withQuery(uploadPath(bucket), { uploadType: "resumable", name: metadata.name }),
      headers: { "content-type": "application/json", "x-upload-content-length": String(sizeBytes) },
      body: Buffer.from(JSON.stringify(metadata)),
      misses: "bucket",
    },
    { signal },
  );
  await response.body.dump();
  const { location } = response.headers;
  if (typeof location !== "string" || !URL.canParse(location)) throw invalidAnswer("its Location", uri);
  const { pathname, search } = new URL(location);
  return pathname + search;
}

async function sendPieces(
  client: GcsClient,
  { uri, bucket, session }: UploadTarget & { readonly session: string },
  source: BlobSource,
  { signal, onSent }: WriteOptions,
): Promise<string> {
  let start = 0;
  for (let standstills = 0; standstills < maxStandstills; ) {
    const end = Math.min(source.sizeBytes, start + pieceBytes);
    const range = { start, end };
    const answer = await client.whole(
      {
        method: "PUT",
        uri,
        bucket,
        path: session,
        headers: { "content-range": `bytes ${start}-${end - 1}/${source.sizeBytes}` },
        body: { sizeBytes: end - start, open: () => source.open(range) },
        misses: "upload",
      },
      { signal, onSent, accept: [308] },
    );
    if (answer.statusCode !== 308) return answer.text;
    const kept = keptBytes(answer.headers.range);
    if (kept === null || kept > end) throw invalidAnswer("its Range", uri);
    if (kept < end) onSent?.(kept - end);
    standstills = kept > start ? 0 : standstills + 1;
    start = kept;
  }
  throw stuck(uri, start);
}

/** How many bytes of an upload the store has; none without the header. */
function keptBytes(header: string | string[] | undefined): number | null {
  if (header === undefined) return 0;
  const [, last] = /^bytes=0-(\d+)$/.exec(String(header)) ?? [];
  return last === undefined ? null : Number(last) + 1;
}

/** It may fail: then the store forgets the upload by itself after a week. */
async function cancelSession(client: GcsClient, { uri, bucket }: UploadTarget, session: string): Promise<void> {
  try {
    const signal = AbortSignal.timeout(cancelTimeoutMs);
    const request = { method: "DELETE", uri, bucket, path: session, misses: "upload" } as const;
    await (await client.send(request, { signal, accept: [404, 410, 499] })).body.dump();
  } catch {
    // The first failure is the one to tell.
  }
}

function stuck(uri: string, keptBytes: number): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_INCOMPLETE",
      what: `the store takes no more than the first ${keptBytes} bytes of ${uri}`,
      fix: "try again; if it stays so, look at the store's log and at what stands between it and this machine",
    },
  ]);
}
