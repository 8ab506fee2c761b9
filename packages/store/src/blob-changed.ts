import { ProblemError } from "@podwright/core";

/** The problem of a blob that is not the version any more that its reading began with. */
export function blobChanged(uri: string): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_CHANGED",
      what: `${uri} was replaced while it was read`,
      fix: "try again; if it stays so, find what writes it while the task's inputs are fetched",
    },
  ]);
}
