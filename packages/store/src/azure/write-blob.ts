import type { BlobSource, WriteOptions } from "../blob-store.ts";
import { blobTooLarge } from "../blob-too-large.ts";
import { checkedBody } from "../checked-body.ts";
import type { AzureClient } from "./azure-client.ts";
import { targetOf } from "./blob-target.ts";
import { maxBlobBytes, uploadInBlocks } from "./upload-in-blocks.ts";

/** A larger blob is written in blocks. */
const onePutBytes = 16 * 1024 ** 2;

/**
 * Writes one blob whole. Its MD5 goes with it, so that Azure refuses what arrived wrong.
 * @problems BLOB_TOO_LARGE, BLOB_INCOMPLETE and every other of a request
 */
export async function writeBlob(
  client: AzureClient,
  uri: string,
  blob: BlobSource,
  options: WriteOptions = {},
): Promise<void> {
  const target = targetOf(uri, client.account);
  options.signal?.throwIfAborted();
  if (blob.sizeBytes > maxBlobBytes)
    throw blobTooLarge(uri, blob, `a blob in Azure has ${maxBlobBytes} (4.77 TiB) at most`);
  if (blob.sizeBytes > onePutBytes) return await uploadInBlocks(client, { uri, target }, blob, options);
  const { body, digest } = await checkedBody(blob, { algorithm: "md5", uri, signal: options.signal });
  const headers = { "content-md5": digest.value().toString("base64"), "x-ms-blob-type": "BlockBlob" };
  await (await client.send({ method: "PUT", uri, target, headers, body }, options)).body.dump();
}
