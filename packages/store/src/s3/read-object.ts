import { blobChanged } from "../blob-changed.ts";
import type { BlobChecksum, BlobReading, BlobStat, ReadOptions } from "../blob-store.ts";
import type { Answer } from "../transport/answer.ts";
import { contentLength, heldRange, noBytes, rangeHeader } from "../transport/content-range.ts";
import { invalidAnswer } from "./invalid-answer.ts";
import { targetOf } from "./object-target.ts";
import type { S3Client } from "./s3-client.ts";

type Headers = Answer["headers"];

/** @source Amazon S3, GetObject and HeadObject: x-amz-checksum-mode */
const withChecksum = { "x-amz-checksum-mode": "ENABLED" } as const;

export async function statObject(
  client: S3Client,
  uri: string,
  { signal }: ReadOptions = {},
): Promise<BlobStat | null> {
  const request = { method: "HEAD", uri, ...targetOf(uri), headers: withChecksum } as const;
  const response = await client.send(request, { signal, accept: [404] });
  await response.body.dump();
  if (response.statusCode === 404) return null;
  return { sizeBytes: sizeOf(response.headers, uri), ...nameOf(response.headers) };
}

export async function readObject(
  client: S3Client,
  uri: string,
  { range, version, signal }: ReadOptions = {},
): Promise<BlobReading> {
  const headers = {
    ...withChecksum,
    ...(range && { range: rangeHeader(range) }),
    ...(version !== undefined && { "if-match": version }),
  };
  const response = await client.send({ method: "GET", uri, ...targetOf(uri), headers }, { signal, accept: [412, 416] });
  try {
    // A server that does not know If-Match answers with whatever it has.
    const isAnother = version !== undefined && response.statusCode < 300 && response.headers.etag !== version;
    if (response.statusCode === 412 || isAnother) throw blobChanged(uri);
    const held = heldRange(response, range);
    if (!held || held.sizeBytes === null) throw invalidAnswer("its Content-Length or Content-Range", uri);
    const name = nameOf(response.headers);
    if (response.statusCode === 200) return { ...held, ...name, body: response.body };
    if (held.sizeBytes === 0) {
      response.body.drop();
      return { ...held, ...name, body: noBytes() };
    }
    // With a range there is none, or that of a part.
    const checksum = async () => {
      const stat = await statObject(client, uri, { ...(signal && { signal }) });
      return stat?.version === name.version ? stat?.checksum : undefined;
    };
    return { ...held, ...name, checksum, body: response.body };
  } catch (error) {
    response.body.drop();
    throw error;
  }
}

/** What tells this content of the object from another one. */
function nameOf(headers: Headers): Pick<BlobStat, "version" | "checksum"> {
  const { etag } = headers;
  const checksum = checksumOf(headers);
  return { ...(typeof etag === "string" && { version: etag }), ...(checksum && { checksum }) };
}

/** The whole object's, not the one made of its parts' checksums (which ends in `-` and their number). */
function checksumOf(headers: Headers): BlobChecksum | undefined {
  if (headers["x-amz-checksum-type"] === "COMPOSITE") return undefined;
  for (const algorithm of ["crc32", "crc32c", "sha256"] as const) {
    const base64 = headers[`x-amz-checksum-${algorithm}`];
    if (typeof base64 === "string" && !base64.includes("-")) return { algorithm, base64 };
  }
  return undefined;
}

function sizeOf(headers: Headers, uri: string): number {
  const sizeBytes = contentLength(headers);
  if (sizeBytes === null) throw invalidAnswer("its Content-Length", uri);
  return sizeBytes;
}
