import { ProblemError } from "@podwright/core";
import { makeFolder } from "@podwright/store";

/**
 * Makes a folder store's folder, with those above it; one that exists stays as it is.
 * @problems STORE_FOLDER_FAILED
 */
export async function makeStoreFolder(folder: string): Promise<void> {
  try {
    makeFolder(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new ProblemError(
      [
        {
          code: "STORE_FOLDER_FAILED",
          what: `the store's folder cannot be made: ${reasons[code] ?? message}`,
          where: folder,
          fix: "give --store a folder that you may write to, or the name of one that does not exist yet",
        },
      ],
      { cause: error },
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied (EACCES)",
  EEXIST: "what stands there is no folder (EEXIST)",
  ENOENT: "no folder can be made there (ENOENT)",
  ENOTDIR: "a part of its path is no folder (ENOTDIR)",
};
