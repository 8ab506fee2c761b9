import { ProblemError } from "@podwright/core";

/** What a failed file operation means for the blob it was about; errors that are not the file system's pass unchanged. */
export function folderProblem(error: unknown, uri: string, path: string): unknown {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (error instanceof ProblemError || typeof code !== "string" || !/^E[A-Z0-9]+$/.test(code)) return error;
  const overFolder = code === "EISDIR" && syscall === "rename";
  const isMissing = code === "ENOENT" && syscall !== "mkdir";
  if (isMissing || (code === "EISDIR" && !overFolder)) {
    return new ProblemError(
      [
        {
          code: "BLOB_MISSING",
          what: `there is no blob ${uri}`,
          where: path,
          fix: "check the reference; the task or workflow that writes this blob must have run before",
        },
      ],
      { cause: error },
    );
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new ProblemError(
      [
        {
          code: "STORE_ACCESS_DENIED",
          what: `the folder store refuses access to ${uri} (${code})`,
          where: path,
          fix: "let the user that runs this process read and write the folder",
        },
      ],
      { cause: error },
    );
  }
  return new ProblemError(
    [
      {
        code: "STORE_FOLDER_FAILED",
        what: `the folder store failed at ${uri}: ${(error as Error).message}`,
        where: path,
        fix: overFolder
          ? "a folder stands where this blob would be: remove or rename it"
          : (fixes[code] ?? "check the disk that the folder is on"),
      },
    ],
    { cause: error },
  );
}

const fixes: Readonly<Record<string, string>> = {
  EDQUOT: "make room on the disk that the folder is on",
  ENOENT: "no folder can be made there: choose another place for the store",
  ENOSPC: "make room on the disk that the folder is on",
  ENOTDIR: "a blob stands where this key needs a folder: remove or rename it",
};
