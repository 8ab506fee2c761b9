import type { BlobSource, WriteOptions } from "../blob-store.ts";
import { checkedBody } from "../checked-body.ts";
import { forEachBounded } from "../for-each-bounded.ts";
import { partRanges } from "../part-ranges.ts";
import { readXml } from "../xml-fields.ts";
import { completeUpload, type StartedUpload, type UploadedPart, type UploadTarget } from "./complete-upload.ts";
import { invalidAnswer } from "./invalid-answer.ts";
import type { S3Client } from "./s3-client.ts";

/** @source Amazon S3 multipart upload limits */
const partLimits = { leastBytes: 16 * 1024 * 1024, maxParts: 10_000 };
const partsAtOnce = 4;
const abortTimeoutMs = 5_000;

/**
 * Writes one object in parts side by side. Nobody sees it before the last request, which puts the parts together;
 * an upload that fails is given up at the store too, so that its parts cost nobody anything.
 */
export async function uploadInParts(
  client: S3Client,
  target: UploadTarget,
  blob: BlobSource,
  { signal = new AbortController().signal, onSent }: WriteOptions,
): Promise<void> {
  const upload = await startUpload(client, target, signal);
  try {
    const parts = await uploadParts(client, target, upload.uploadId, { blob, signal, onSent });
    await completeUpload(client, target, upload, { parts, signal });
  } catch (error) {
    await abortUpload(client, target, upload.uploadId);
    throw error;
  }
}

/** Servers before 2025 know no checksum of a whole object, and hold what they are given as one to that of its parts. */
async function startUpload(client: S3Client, target: UploadTarget, signal: AbortSignal): Promise<StartedUpload> {
  const headers = { "x-amz-checksum-algorithm": "CRC32", "x-amz-checksum-type": "FULL_OBJECT" };
  const request = { method: "POST", ...target, query: { uploads: "" }, headers } as const;
  const answer = await client.whole(request, { signal });
  const uploadId = (await readXml(answer.text, "InitiateMultipartUploadResult"))?.text("UploadId");
  if (!uploadId) throw invalidAnswer("its UploadId", target.uri);
  return { uploadId, takesWholeChecksum: answer.headers["x-amz-checksum-type"] === "FULL_OBJECT" };
}

async function uploadParts(
  client: S3Client,
  target: UploadTarget,
  uploadId: string,
  { blob, signal, onSent }: WriteOptions & { readonly blob: BlobSource; readonly signal: AbortSignal },
): Promise<readonly UploadedPart[]> {
  const ranges = partRanges(blob.sizeBytes, partLimits);
  const parts = new Array<UploadedPart>(ranges.length);
  await forEachBounded(ranges.entries(), partsAtOnce, signal, async ([index, range], partSignal) => {
    const { body, digest } = await checkedBody(blob, {
      algorithm: "crc32",
      uri: target.uri,
      range,
      signal: partSignal,
    });
    const query = { partNumber: String(index + 1), uploadId };
    const headers = { "x-amz-checksum-crc32": digest.value().toString("base64") };
    const response = await client.send(
      { method: "PUT", ...target, query, headers, body },
      { signal: partSignal, onSent },
    );
    await response.body.dump();
    const { etag } = response.headers;
    if (typeof etag !== "string") throw invalidAnswer("its ETag", target.uri);
    parts[index] = { etag, digest };
  });
  return parts;
}

/** Gives the parts back. It may fail: then the store's own rules for old uploads remove them. */
async function abortUpload(client: S3Client, target: UploadTarget, uploadId: string): Promise<void> {
  try {
    const signal = AbortSignal.timeout(abortTimeoutMs);
    await (
      await client.send({ method: "DELETE", ...target, query: { uploadId } }, { signal, accept: [404] })
    ).body.dump();
  } catch {
    // The first failure is the one to tell.
  }
}
