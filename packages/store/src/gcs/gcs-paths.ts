import { ProblemError, valueOrThrow } from "@podwright/core";
import { parseBlobUri } from "../blob-uri.ts";
import { encodeStrictly, queryString } from "../request-path.ts";

/** What a reference names in Google Cloud Storage. */
export interface GcsTarget {
  readonly bucket: string;
  readonly key: string;
}

/** The bucket, or a folder of it (an empty key is the bucket itself). @problems BLOB_URI_INVALID */
export function folderOf(uri: string): GcsTarget {
  const { scheme, container, key } = valueOrThrow(parseBlobUri(uri));
  if (scheme === "gs") return { bucket: container, key };
  throw invalidUri(uri);
}

/** One object. @problems BLOB_URI_INVALID */
export function targetOf(uri: string): GcsTarget {
  const target = folderOf(uri);
  if (target.key === "") throw invalidUri(uri);
  return target;
}

/** The path of an object's description. @source Cloud Storage JSON API, "Encoding URI path parts" */
export function objectPath({ bucket, key }: GcsTarget): string {
  return `/storage/v1/b/${encodeStrictly(bucket)}/o/${encodeStrictly(key)}`;
}

export function listPath(bucket: string): string {
  return `/storage/v1/b/${encodeStrictly(bucket)}/o`;
}

/** A path of uploads or downloads, which the same server answers below another prefix. */
export function uploadPath(bucket: string): string {
  return `/upload${listPath(bucket)}`;
}

export function downloadPath(target: GcsTarget): string {
  return `/download${objectPath(target)}`;
}

export function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  return path + queryString(query);
}

function invalidUri(uri: string): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_URI_INVALID",
      what: `${uri} names no blob in Google Cloud Storage`,
      fix: "write it as gs://bucket/key",
    },
  ]);
}
