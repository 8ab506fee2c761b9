import { ProblemError, valueOrThrow } from "@podwright/core";
import { parseBlobUri } from "../blob-uri.ts";

/** What a reference names in S3. */
export interface ObjectTarget {
  readonly bucket: string;
  readonly key: string;
}

/** The bucket, or a folder of it (an empty key is the bucket itself). @problems BLOB_URI_INVALID */
export function folderOf(uri: string): ObjectTarget {
  const { scheme, container, key } = valueOrThrow(parseBlobUri(uri));
  if (scheme === "s3") return { bucket: container, key };
  throw invalidUri(uri);
}

/** One object. @problems BLOB_URI_INVALID */
export function targetOf(uri: string): ObjectTarget {
  const target = folderOf(uri);
  if (target.key === "") throw invalidUri(uri);
  return target;
}

function invalidUri(uri: string): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_URI_INVALID",
      what: `${uri} names no blob in S3`,
      fix: "write it as s3://bucket/key",
    },
  ]);
}
