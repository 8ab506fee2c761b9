import { ProblemError } from "@podwright/core";
import type { BlobSource, WriteOptions } from "../blob-store.ts";
import { blobTooLarge } from "../blob-too-large.ts";
import { checkedBody } from "../checked-body.ts";
import type { GcsClient } from "./gcs-client.ts";
import { targetOf, uploadPath, withQuery } from "./gcs-paths.ts";
import { readDescription } from "./read-object.ts";
import { uploadInPieces } from "./resumable-upload.ts";

/** @source Cloud Storage, "Quotas and limits" */
const maxObjectBytes = 5 * 1024 ** 4;

/**
 * Writes one object whole. Its CRC-32C goes with it, so that the store keeps nothing that arrived wrong, and what the
 * store says that it keeps is compared with it.
 * @problems BLOB_TOO_LARGE, BLOB_INCOMPLETE, BLOB_CORRUPTED and those of a request
 */
export async function writeObject(
  client: GcsClient,
  uri: string,
  blob: BlobSource,
  options: WriteOptions = {},
): Promise<void> {
  const { bucket, key } = targetOf(uri);
  options.signal?.throwIfAborted();
  if (blob.sizeBytes > maxObjectBytes)
    throw blobTooLarge(uri, blob, `an object in Google Cloud Storage has ${maxObjectBytes} (5 TiB) at most`);
  const { body, digest } = await checkedBody(blob, { algorithm: "crc32c", uri, signal: options.signal });
  const checksum = digest.value().toString("base64");
  const metadata = { name: key, contentType: "application/octet-stream", crc32c: checksum };
  const target = { uri, bucket, metadata };
  const answer =
    body instanceof Uint8Array
      ? await uploadAtOnce(client, target, body, options)
      : await uploadInPieces(client, target, blob, options);
  const stored = readDescription(answer, uri);
  const differs = stored.checksum !== undefined && stored.checksum.base64 !== checksum;
  if (differs || stored.sizeBytes !== blob.sizeBytes) throw corrupted(uri, checksum);
}

export interface UploadTarget {
  readonly uri: string;
  readonly bucket: string;
  /** The object's resource, as far as it is given. */
  readonly metadata: { readonly name: string; readonly contentType: string; readonly crc32c: string };
}

/**
 * One plain request: a multipart one, in which the checksum could go before the bytes, would copy them, and that passes
 * the memory that the copilot has. Stores that know the header refuse other bytes; what the answer says is compared anyway.
 * @source Cloud Storage JSON API, simple upload; x-goog-hash
 */
async function uploadAtOnce(
  client: GcsClient,
  { uri, bucket, metadata }: UploadTarget,
  body: Uint8Array,
  options: WriteOptions,
): Promise<string> {
  const { name, contentType, crc32c } = metadata;
  const path = withQuery(uploadPath(bucket), { uploadType: "media", name, fields: "size,generation,crc32c" });
  const headers = { "content-type": contentType, "x-goog-hash": `crc32c=${crc32c}` };
  return await client.text({ method: "POST", uri, bucket, path, headers, body, misses: "bucket" }, options);
}

function corrupted(uri: string, checksum: string): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_CORRUPTED",
      what: `the store keeps other bytes of ${uri} than were sent to it, whose crc32c is ${checksum}`,
      fix: "write the blob again; if it stays so, look at what stands between the store and this machine",
    },
  ]);
}
