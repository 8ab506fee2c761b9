import { blobChanged } from "../blob-changed.ts";
import type { BlobCallOptions, BlobChecksum, BlobReading, BlobStat, ReadOptions } from "../blob-store.ts";
import type { Answer } from "../transport/answer.ts";
import { heldRange, noBytes, rangeHeader } from "../transport/content-range.ts";
import type { GcsClient } from "./gcs-client.ts";
import { downloadPath, objectPath, targetOf, withQuery } from "./gcs-paths.ts";
import { invalidAnswer } from "./invalid-answer.ts";

/** Size, generation and checksum of an object, or null when there is none. */
export async function statObject(
  client: GcsClient,
  uri: string,
  { signal }: BlobCallOptions = {},
): Promise<BlobStat | null> {
  const target = targetOf(uri);
  const path = withQuery(objectPath(target), { fields: "size,generation,crc32c" });
  const request = { method: "GET", uri, path, bucket: target.bucket, misses: "blob" } as const;
  const { statusCode, text } = await client.whole(request, { signal, accept: [404] });
  if (statusCode === 404) return null;
  const { sizeBytes, version, checksum } = readDescription(text, uri);
  return { sizeBytes, version, ...(checksum && { checksum }) };
}

/** Opens an object, or a range of it, as it is stored: what was stored compressed comes compressed. */
export async function readObject(
  client: GcsClient,
  uri: string,
  { range, version, signal }: ReadOptions = {},
): Promise<BlobReading> {
  const target = targetOf(uri);
  const query = { alt: "media", ...(version !== undefined && { ifGenerationMatch: version }) };
  const path = withQuery(downloadPath(target), query);
  const headers = range && { range: rangeHeader(range) };
  const request = {
    method: "GET",
    uri,
    path,
    bucket: target.bucket,
    misses: "blob",
    ...(headers && { headers }),
  } as const;
  const response = await client.send(request, { signal, accept: [416] });
  try {
    const held = heldRange(response, range);
    const generation = response.headers["x-goog-generation"];
    if (!held || held.sizeBytes === null) throw invalidAnswer("its Content-Length or Content-Range", uri);
    if (version !== undefined && generation !== version) throw blobChanged(uri);
    const name = typeof generation === "string" ? { version: generation } : {};
    if (held.sizeBytes === 0 && response.statusCode !== 200) {
      response.body.drop();
      return { ...held, ...name, body: noBytes() };
    }
    const whole = checksumOf(response.headers);
    if (response.statusCode === 200)
      return { ...held, ...name, ...(whole && { checksum: whole }), body: response.body };
    const checksum = async () => {
      const stat = await statObject(client, uri, { ...(signal && { signal }) });
      return stat?.version === generation ? stat?.checksum : undefined;
    };
    return { ...held, ...name, checksum, body: response.body };
  } catch (error) {
    response.body.drop();
    throw error;
  }
}

interface Description {
  readonly sizeBytes: number;
  /** The generation. */
  readonly version: string;
  readonly checksum?: BlobChecksum;
}

/** What the API tells of an object. @problems STORE_RESPONSE_INVALID */
export function readDescription(text: string, uri: string): Description {
  const { size, generation, crc32c } = parseObject(text);
  if (typeof size !== "string" || !/^\d+$/.test(size) || typeof generation !== "string") {
    throw invalidAnswer("its description", uri);
  }
  const checksum = typeof crc32c === "string" ? ({ algorithm: "crc32c", base64: crc32c } as const) : undefined;
  return { sizeBytes: Number(size), version: generation, ...(checksum && { checksum }) };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text) as Readonly<Record<string, unknown>> | null) ?? {};
  } catch {
    return {};
  }
}

/**
 * MD5 where there is one (composite objects have none): Node computes it natively, and CRC-32C takes 6 MiB more.
 * @source Cloud Storage, x-goog-hash: several headers, or one with commas
 */
function checksumOf(headers: Answer["headers"]): BlobChecksum | undefined {
  const hashes = String(headers["x-goog-hash"] ?? "");
  for (const algorithm of ["md5", "crc32c"] as const) {
    const [, base64] = new RegExp(`(?:^|[,\\s])${algorithm}=([A-Za-z0-9+/=]+)`).exec(hashes) ?? [];
    if (base64 !== undefined) return { algorithm, base64 };
  }
  return undefined;
}
