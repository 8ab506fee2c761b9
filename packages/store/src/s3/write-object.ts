import type { BlobSource, WriteOptions } from "../blob-store.ts";
import { blobTooLarge } from "../blob-too-large.ts";
import { checkedBody } from "../checked-body.ts";
import { uploadInParts } from "./multipart-upload.ts";
import { targetOf } from "./object-target.ts";
import type { S3Client } from "./s3-client.ts";
import type { S3Request } from "./s3-request.ts";

/** A larger object is written in parts. */
const onePutBytes = 16 * 1024 * 1024;
/** @source Amazon S3 multipart upload limits: 10,000 parts of 5 GiB, 5 TiB in all */
const maxObjectBytes = 5 * 1024 ** 4;

/** Writes one object whole. Its CRC goes with it, so that a server that knows checksums refuses what arrived wrong. */
export async function writeObject(
  client: S3Client,
  uri: string,
  blob: BlobSource,
  options: WriteOptions = {},
): Promise<void> {
  const target = targetOf(uri);
  options.signal?.throwIfAborted();
  if (blob.sizeBytes > maxObjectBytes)
    throw blobTooLarge(uri, blob, `an object in S3 has ${maxObjectBytes} (5 TiB) at most`);
  if (blob.sizeBytes > onePutBytes) return await uploadInParts(client, { uri, ...target }, blob, options);
  const { body, digest } = await checkedBody(blob, { algorithm: "crc32", uri, signal: options.signal });
  const headers = { "x-amz-checksum-crc32": digest.value().toString("base64") };
  const request: S3Request = { method: "PUT", uri, ...target, body, headers };
  await (await client.send(request, options)).body.dump();
}
