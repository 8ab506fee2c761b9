import { ProblemError, sharedFileNames } from "@podwright/core";
import { type DataFolder, inspect } from "./data-folder.ts";
import { readSmallFile } from "./read-small-file.ts";

const maxBytes = 1024 * 1024;

/**
 * Rejects when the task left a file `_ERROR` among its outputs: with its content, even an empty one.
 * @problems TASK_REPORTED_ERROR, OUTPUT_TOO_LARGE, OUTPUT_UNSAFE
 * @source flytecopilot/cmd/upload.go, flyteorg/flyte v2.0.43
 */
export async function refuseReportedError(folder: DataFolder): Promise<void> {
  const kind = inspect(folder, sharedFileNames.error);
  if (kind === null) return;
  const text =
    kind === "folder"
      ? "error file is a directory"
      : readSmallFile(folder, sharedFileNames.error, maxBytes).toString("utf8");
  throw new ProblemError([
    {
      code: "TASK_REPORTED_ERROR",
      what: `User Error: ${text}`,
      where: `${folder.path}/${sharedFileNames.error}`,
      fix: "look into the task's own log",
    },
  ]);
}
