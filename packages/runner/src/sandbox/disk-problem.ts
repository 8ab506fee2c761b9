import { ProblemError } from "@podwright/core";

/**
 * What was thrown while a run's files were made, as the one clear problem that it is where the disk is full.
 * @problems SANDBOX_FAILED
 */
export function withDiskProblem(error: unknown, folder: string): unknown {
  const { code = "", stderr = "" } = error as { readonly code?: unknown; readonly stderr?: string };
  const isFull = code === "ENOSPC" || code === "EDQUOT" || /No space left|quota exceeded/i.test(stderr);
  if (!isFull) return error;
  return new ProblemError(
    [
      {
        code: "SANDBOX_FAILED",
        what: "the disk with the folder for temporary files is full",
        where: folder,
        fix: "make room there, or set TMPDIR to a folder on another disk",
      },
    ],
    { cause: error },
  );
}
