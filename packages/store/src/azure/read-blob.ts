import { ProblemError } from "@podwright/core";
import type { BlobCallOptions, BlobReading, BlobStat, ByteRange, ReadOptions } from "../blob-store.ts";
import type { Answer } from "../transport/answer.ts";
import { contentLength, rangeHeader } from "../transport/content-range.ts";
import type { AzureClient } from "./azure-client.ts";
import { azureProblem } from "./azure-problem.ts";
import { targetOf } from "./blob-target.ts";
import { invalidAnswer } from "./invalid-answer.ts";

type Headers = Answer["headers"];

/** Null also for a folder of a hierarchical namespace, which answers as an empty blob does. */
export async function statBlob(client: AzureClient, uri: string, options?: BlobCallOptions): Promise<BlobStat | null> {
  const request = { method: "HEAD", uri, target: targetOf(uri, client.account) } as const;
  const response = await client.send(request, options).catch(nullIfMissing);
  if (response === null) return null;
  const { headers, body } = response;
  await body.dump();
  if (isFolder(headers)) return null;
  return {
    sizeBytes: sizeOf(headers, uri),
    ...versionOf(headers),
    ...checksumOf(headers["content-md5"]),
  };
}

/** @problems BLOB_MISSING, BLOB_CHANGED and every other of a request */
export async function readBlob(client: AzureClient, uri: string, options: ReadOptions = {}): Promise<BlobReading> {
  const { range, version, signal } = options;
  const target = targetOf(uri, client.account);
  const headers = {
    ...(range && { range: rangeHeader(range) }),
    ...(version !== undefined && { "if-match": version }),
  };
  // An empty blob has no range that could be asked for.
  const accept = range?.start === 0 ? [416] : [];
  const response = await client.send({ method: "GET", uri, target, headers }, { signal, accept });
  if (response.statusCode === 416) {
    await response.body.dump();
    const { range: _, ...whole } = options;
    return await readBlob(client, uri, whole);
  }
  try {
    if (isFolder(response.headers)) {
      const missing = { statusCode: 404, code: "BlobNotFound", message: "it is a folder" };
      throw azureProblem(missing, { method: "GET", uri, container: target.container }, client.endpoint);
    }
    return readingOf(response, uri, range);
  } catch (error) {
    response.body.drop();
    throw error;
  }
}

function readingOf({ statusCode, headers, body }: Answer, uri: string, asked?: ByteRange): BlobReading {
  const lengthBytes = sizeOf(headers, uri);
  if (statusCode !== 206) {
    const range = { start: 0, end: lengthBytes };
    return { sizeBytes: lengthBytes, range, ...versionOf(headers), ...checksumOf(headers["content-md5"]), body };
  }
  const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(String(headers["content-range"])) ?? [];
  const range = { start: Number(first), end: Number(last) + 1 };
  if (range.start !== asked?.start || range.end - range.start !== lengthBytes) {
    throw invalidAnswer("its Content-Range", uri);
  }
  const checksum = checksumOf(headers["x-ms-blob-content-md5"]);
  return { sizeBytes: Number(size), range, ...versionOf(headers), ...checksum, body };
}

function sizeOf(headers: Headers, uri: string): number {
  const sizeBytes = contentLength(headers);
  if (sizeBytes === null) throw invalidAnswer("its Content-Length", uri);
  return sizeBytes;
}

function versionOf({ etag }: Headers): Pick<BlobReading, "version"> {
  return typeof etag === "string" ? { version: etag } : {};
}

/** Of the whole blob. Azure keeps it of blobs that were written in one piece, or by whom it was told. */
function checksumOf(md5: Headers[string]): Pick<BlobStat, "checksum"> {
  return typeof md5 === "string" && md5 !== "" ? { checksum: { algorithm: "md5", base64: md5 } } : {};
}

function isFolder(headers: Headers): boolean {
  return String(headers["x-ms-meta-hdi_isfolder"]).toLowerCase() === "true";
}

function nullIfMissing(error: unknown): null {
  if (error instanceof ProblemError && error.problems[0].code === "BLOB_MISSING") return null;
  throw error;
}
