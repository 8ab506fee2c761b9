import { ProblemError } from "@podwright/core";
import { combineDigests, type PieceDigest } from "../fetch/piece-digest.ts";
import { pause } from "../transport/retry.ts";
import { readXml } from "../xml-fields.ts";
import type { ObjectTarget } from "./object-target.ts";
import { statObject } from "./read-object.ts";
import type { S3Client } from "./s3-client.ts";
import { readS3Failure, type S3Failure } from "./s3-problem.ts";
import type { S3Request } from "./s3-request.ts";

export interface UploadTarget extends ObjectTarget {
  readonly uri: string;
}

export interface StartedUpload {
  readonly uploadId: string;
  /** Whether the server said that it holds the object to the checksum of all its bytes. */
  readonly takesWholeChecksum: boolean;
}

export interface UploadedPart {
  readonly etag: string;
  readonly digest: PieceDigest;
}

const maxTries = 4;

/**
 * Has the store put the parts of an upload together. S3 answers 200 before it knows whether it can: what went wrong then
 * stands in the body, and may pass. Where an answer was lost, the upload is gone because the object is there.
 * @problems STORE_UNAVAILABLE and every other of a request
 */
export async function completeUpload(
  client: S3Client,
  target: UploadTarget,
  { uploadId, takesWholeChecksum }: StartedUpload,
  { parts, signal }: { readonly parts: readonly UploadedPart[]; readonly signal: AbortSignal },
): Promise<void> {
  const checksum = combineDigests(
    "crc32",
    parts.map(({ digest }) => digest),
  );
  const request: S3Request = {
    method: "POST",
    ...target,
    query: { uploadId },
    headers: {
      "content-type": "application/xml",
      ...(takesWholeChecksum && { "x-amz-checksum-crc32": checksum, "x-amz-checksum-type": "FULL_OBJECT" }),
    },
    body: Buffer.from(completion(parts)),
  };
  for (let tries = 1; ; tries += 1) {
    const answer = await client.text(request, { signal, accept: [404] });
    if ((await readXml(answer, "CompleteMultipartUploadResult")) !== null) return;
    const failure = await readS3Failure(200, answer);
    // It may have been put together by a try whose answer was lost.
    if (failure.code === "NoSuchUpload" && (await isThere(client, target, { parts, checksum, signal }))) return;
    if (failure.code === "NoSuchUpload" || tries === maxTries) throw notPutTogether(target.uri, failure);
    await pause(tries, {}, signal);
  }
}

async function isThere(
  client: S3Client,
  { uri }: UploadTarget,
  want: { readonly parts: readonly UploadedPart[]; readonly checksum: string; readonly signal: AbortSignal },
): Promise<boolean> {
  const found = await statObject(client, uri, { signal: want.signal });
  const sizeBytes = want.parts.reduce((sum, { digest }) => sum + digest.sizeBytes, 0);
  if (found?.sizeBytes !== sizeBytes) return false;
  return found.checksum?.algorithm !== "crc32" || found.checksum.base64 === want.checksum;
}

function notPutTogether(uri: string, { code, message }: S3Failure): ProblemError {
  return new ProblemError([
    {
      code: "STORE_UNAVAILABLE",
      what: `the store could not put ${uri} together (${code || "no answer"}: ${message})`,
      fix: "look at the store's own log; try again when it is well",
    },
  ]);
}

/** The parts in order, in S3's XML. @source Amazon S3, CompleteMultipartUpload */
function completion(parts: readonly UploadedPart[]): string {
  const items = parts.map(
    ({ etag, digest }, index) =>
      `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escaped(etag)}</ETag><ChecksumCRC32>${digest.value().toString("base64")}</ChecksumCRC32></Part>`,
  );
  return `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${items.join("")}</CompleteMultipartUpload>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
