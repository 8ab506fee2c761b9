import { join } from "node:path";
import { ProblemError, valueOrThrow } from "@podwright/core";
import { type BlobUri, parseBlobUri } from "../blob-uri.ts";

/** Names of files that are still being written; no blob has such a name. */
export const partialPrefix = ".podwright-partial-";

/** @source linux/limits.h NAME_MAX */
const maxNameBytes = 255;

/**
 * Where a blob stands: `file://container/key` is `FOLDER/container/key`.
 * A key that could leave the folder, or that two references could share, is refused.
 * @problems BLOB_URI_INVALID, BLOB_KEY_REFUSED
 */
export function blobPath(folder: string, uri: string): string {
  const { container, key } = refuseStrangers(uri, valueOrThrow(parseBlobUri(uri)));
  const segments = key === "" ? [container] : [container, ...key.split("/")];
  const bad = segments.find(
    (name) =>
      name === "" ||
      name === "." ||
      name === ".." ||
      name.startsWith(partialPrefix) ||
      Buffer.byteLength(name) > maxNameBytes,
  );
  if (bad !== undefined) {
    throw new ProblemError([
      {
        code: "BLOB_KEY_REFUSED",
        what: `a folder store cannot hold ${uri}: no file can have the name ${JSON.stringify(bad)}`,
        where: folder,
        fix: "use a key whose parts are names of files: not empty, not `.` or `..`, at most 255 bytes",
      },
    ]);
  }
  return join(folder, ...segments);
}

function refuseStrangers(uri: string, parsed: BlobUri): BlobUri {
  if (parsed.scheme === "file") return parsed;
  throw new ProblemError([
    {
      code: "BLOB_URI_INVALID",
      what: `a folder store holds file:// references only, not ${uri}`,
      fix: "write it as file://container/key",
    },
  ]);
}
