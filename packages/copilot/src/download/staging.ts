import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ProblemError } from "@podwright/core";
import { localFileProblem } from "../failure/local-file-problem.ts";
import { unsafeName } from "./input-names.ts";

/**
 * A fresh folder beside the final files, on the same volume. Everything is written there first and then moved
 * into place: the data directory never holds half an input, and what somebody planted there before
 * (a link to another place, say) is replaced, never followed.
 */
export interface Staging {
  /** Makes a folder and its parents. */
  folder(path: string): Promise<void>;
  /**
   * Makes a file that was not there before, with its parents.
   * @param mode - less the umask
   * @problems INPUT_NAME_UNSAFE (two inputs want one path), LOCAL_FILE_FAILED
   */
  file(path: string, content: Uint8Array | AsyncIterable<Uint8Array>, mode: number): Promise<void>;
  /** Moves everything into the data directory, over what stands there. */
  publish(): Promise<void>;
  /** Removes what is left. What resists stays for the next download to remove: it is not why this one failed. */
  discard(): Promise<void>;
}

const stagingName = ".podwright-download";

export async function openStaging(dataFolder: string): Promise<Staging> {
  const root = join(dataFolder, stagingName);
  const ofFolder = <T>(act: () => Promise<T>) =>
    act().catch((error: unknown) => Promise.reject(localFileProblem(error, dataFolder)));
  const ofInput = <T>(path: string, act: () => Promise<T>) =>
    act().catch((error: unknown) => Promise.reject(collision(error, path) ?? localFileProblem(error, path)));
  const made = new Set([root]);
  const makeFolder = async (path: string) => {
    if (made.has(path)) return;
    await mkdir(path, { recursive: true });
    made.add(path);
  };
  await ofFolder(async () => {
    await mkdir(dataFolder, { recursive: true });
    // A download that was killed may have left one.
    await rm(root, { recursive: true, force: true });
    await mkdir(root);
  });
  return {
    folder: (path) => ofInput(path, () => makeFolder(join(root, path))),
    file: (path, content, mode) =>
      ofInput(path, async () => {
        const target = join(root, path);
        await makeFolder(dirname(target));
        await writeNewFile(target, content, mode);
      }),
    publish: () =>
      ofFolder(async () => {
        for (const name of await readdir(root)) {
          const target = join(dataFolder, name);
          await rm(target, { recursive: true, force: true });
          await rename(join(root, name), target);
        }
      }),
    discard: () => rm(root, { recursive: true, force: true }).catch(() => undefined),
  };
}

async function writeNewFile(
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  mode: number,
): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}

function collision(error: unknown, path: string): ProblemError | null {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code !== "EEXIST" && code !== "ENOTDIR" && code !== "EISDIR") return null;
  return new ProblemError([unsafeName(JSON.stringify(path), "the inputs", "another input has the same path")], {
    cause: error,
  });
}
