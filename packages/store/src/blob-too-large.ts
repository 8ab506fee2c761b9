import { ProblemError } from "@podwright/core";
import type { BlobSource } from "./blob-store.ts";

/** The problem of a blob that no store of its kind could hold. @param limit - as in "an object in S3 has 5 TiB at most" */
export function blobTooLarge(uri: string, { sizeBytes }: BlobSource, limit: string): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_TOO_LARGE",
      what: `${uri} would have ${sizeBytes} bytes, and ${limit}`,
      fix: "split the output into a folder of smaller files",
    },
  ]);
}
