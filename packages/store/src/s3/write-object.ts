import { ProblemError } from "@podwright/core";
import type { BlobSource, ByteRange, WriteOptions } from "../blob-store.ts";
import { exactly } from "../exact-size.ts";
import { crc32 } from "../fetch/crc32.ts";
import { uploadInParts } from "./multipart-upload.ts";
import { targetOf } from "./object-target.ts";
import type { S3Client } from "./s3-client.ts";
import type { S3Request } from "./s3-request.ts";

/** What is not larger goes out of memory in one piece. */
const inMemoryBytes = 1024 * 1024;
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
  if (blob.sizeBytes > maxObjectBytes) throw tooLarge(uri, blob.sizeBytes);
  if (blob.sizeBytes > onePutBytes) return await uploadInParts(client, { uri, ...target }, blob, options);
  const { body, checksum } = await checkedBody(blob, uri, options);
  const request: S3Request = { method: "PUT", uri, ...target, body, headers: { "x-amz-checksum-crc32": checksum } };
  await (await client.send(request, options)).body.dump();
}

export interface CheckedBody {
  readonly body: Uint8Array | BlobSource;
  /** CRC-32 in base64. */
  readonly checksum: string;
  readonly crc: number;
}

/** A source, or a range of it, with its CRC; one that is larger is read twice rather than kept in memory. */
export async function checkedBody(
  blob: BlobSource,
  uri: string,
  { signal, range }: WriteOptions & { readonly range?: ByteRange },
): Promise<CheckedBody> {
  const sizeBytes = range ? range.end - range.start : blob.sizeBytes;
  const part: BlobSource = { sizeBytes, open: () => blob.open(range) };
  const chunks: Uint8Array[] = [];
  let crc = 0;
  for await (const chunk of exactly(part.open(), { sizeBytes, uri, signal })) {
    crc = crc32(chunk, crc);
    if (sizeBytes <= inMemoryBytes) chunks.push(chunk);
  }
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  const body =
    sizeBytes > inMemoryBytes ? part : chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
  return { body, crc, checksum: bytes.toString("base64") };
}

function tooLarge(uri: string, sizeBytes: number): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_TOO_LARGE",
      what: `${uri} would have ${sizeBytes} bytes, and an object in S3 has ${maxObjectBytes} (5 TiB) at most`,
      fix: "split the output into a folder of smaller files",
    },
  ]);
}
