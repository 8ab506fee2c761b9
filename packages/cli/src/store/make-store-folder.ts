import { mkdir } from "node:fs/promises";
import { ProblemError } from "@podwright/core";

/**
 * Makes a folder store's folder, with those above it; one that exists stays as it is.
 * @problems STORE_FOLDER_FAILED
 */
export async function makeStoreFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new ProblemError(
      [
        {
          code: "STORE_FOLDER_FAILED",
          what: `the store's folder cannot be made: ${(error as Error).message}`,
          where: folder,
          fix: "give --store a folder that you may write to, or the name of one that does not exist yet",
        },
      ],
      { cause: error },
    );
  }
}
