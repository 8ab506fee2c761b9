import { ProblemError } from "@podwright/core";

/**
 * What a failed file operation in a data directory means; any other error passes unchanged.
 * @problems LOCAL_FILE_FAILED
 */
export function localFileProblem(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof ProblemError || typeof code !== "string" || !/^E[A-Z0-9]+$/.test(code)) return error;
  return new ProblemError(
    [
      {
        code: "LOCAL_FILE_FAILED",
        what: `a file of the data directory failed: ${(error as Error).message}`,
        where: path,
        fix: fixes[code] ?? "check the volume that is mounted at the data directory",
      },
    ],
    { cause: error },
  );
}

const fixes: Readonly<Record<string, string>> = {
  ENOSPC: "give the data volume more room (emptyDir.sizeLimit, or the node's ephemeral storage)",
  EDQUOT: "give the data volume more room",
  EACCES: "let this container's user read and write the data directory (fsGroup, runAsUser)",
  EPERM: "let this container's user read and write the data directory (fsGroup, runAsUser)",
  EROFS: "mount the data directory without readOnly in this container",
  ENAMETOOLONG: "use names of at most 255 bytes",
};
