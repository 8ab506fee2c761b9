import { closeSync, ftruncateSync, open, readdirSync, readlinkSync, renameSync, rmSync } from "node:fs";
import { mkdir, realpath, rm } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { promisify } from "node:util";
import { ProblemError } from "@podwright/core";
import { makeFolder } from "@podwright/store";
import { localFileProblem } from "../failure/local-file-problem.ts";
import { unsafeName } from "./input-names.ts";
import { writeAt } from "./write-at.ts";

/**
 * A fresh folder beside the final files, on the same volume. Everything is written there first and then moved
 * into place: the data directory never holds half an input, and what somebody planted there before
 * (a link to another place, say) is replaced, never followed.
 */
export interface Staging {
  /** Makes a folder and its parents. @problems INPUT_NAME_UNSAFE, LOCAL_FILE_FAILED */
  folder(path: string): void;
  /**
   * Makes a file that was not there before, with its parents. That is left to another thread: some file systems take
   * half a millisecond for it.
   * @param mode - less the umask
   * @problems INPUT_NAME_UNSAFE (two inputs want one path), LOCAL_FILE_FAILED
   */
  file(path: string, mode: number): Promise<StagedFile>;
  /** Moves everything into the data directory, over what stands there. */
  publish(): Promise<void>;
  /** Removes what is left. What resists stays for the next download to remove: it is not why this one failed. */
  discard(): Promise<void>;
}

export interface StagedFile {
  /** @problems LOCAL_FILE_FAILED */
  write(bytes: Uint8Array, position: number): void;
  /** Cuts off what was written beyond. @problems LOCAL_FILE_FAILED */
  end(sizeBytes: number): void;
  /** To be called once, whether the file became whole or not. */
  close(): void;
}

const openLater = promisify(open);
const stagingName = ".podwright-download";

export async function openStaging(dataFolder: string): Promise<Staging> {
  const root = join(dataFolder, stagingName);
  const ofFolder = <T>(act: () => Promise<T>) =>
    act().catch((error: unknown) => Promise.reject(localFileProblem(error, dataFolder)));
  const ofInput = <T>(path: string, act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw collision(error, path) ?? localFileProblem(error, path);
    }
  };
  const realRoot = await ofFolder(async () => {
    makeFolder(dataFolder);
    // A download that was killed may have left one.
    await rm(root, { recursive: true, force: true });
    await mkdir(root);
    return await realpath(root);
  });
  const made = new Set([root]);
  const makeOnce = (path: string) => {
    if (made.has(path)) return;
    makeFolder(path);
    made.add(path);
  };
  return {
    folder: (path) => ofInput(path, () => makeOnce(join(root, path))),
    file: async (path, mode) => {
      const target = join(root, path);
      ofInput(path, () => makeOnce(dirname(target)));
      const opened = await openLater(target, "wx", mode).then(
        (fd) => ({ fd }),
        (error: unknown) => ({ error }),
      );
      const fd = ofInput(path, () => {
        if ("error" in opened) throw opened.error;
        return checkedInside(opened.fd, realRoot, target);
      });
      let writtenTo = 0;
      return {
        write: (bytes, position) => {
          ofInput(path, () => writeAt(fd, bytes, position));
          writtenTo = Math.max(writtenTo, position + bytes.byteLength);
        },
        end: (sizeBytes) => {
          if (writtenTo > sizeBytes) ofInput(path, () => ftruncateSync(fd, sizeBytes));
        },
        close: () => ofInput(path, () => closeSync(fd)),
      };
    },
    publish: () =>
      ofFolder(async () => {
        for (const name of readdirSync(root)) moveOver(join(root, name), join(dataFolder, name));
      }),
    discard: () => rm(root, { recursive: true, force: true }).catch(() => undefined),
  };
}

/** A file takes a file's place by itself; only folders must be removed before. */
function moveOver(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (!["ENOTEMPTY", "EEXIST", "EISDIR", "ENOTDIR"].includes(code)) throw error;
    rmSync(to, { recursive: true, force: true });
    renameSync(from, to);
  }
}

/** A small file, whole. @problems as `file` */
export async function stageBytes(
  staging: Staging,
  { path, bytes, mode }: { readonly path: string; readonly bytes: Uint8Array; readonly mode: number },
): Promise<void> {
  const file = await staging.file(path, mode);
  try {
    file.write(bytes, 0);
  } finally {
    file.close();
  }
}

/** Makes sure of the file that was *made*: a folder that became a link meanwhile leads nobody outside. */
function checkedInside(fd: number, realRoot: string, path: string): number {
  const actual = process.platform === "linux" ? readlinkSync(`/proc/self/fd/${fd}`) : path;
  if (actual.startsWith(realRoot + sep) || process.platform !== "linux") return fd;
  closeSync(fd);
  rmSync(actual, { force: true });
  throw new ProblemError([
    unsafeName(JSON.stringify(path), "the data directory", "a folder of it was replaced by a link"),
  ]);
}

function collision(error: unknown, path: string): ProblemError | null {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code !== "EEXIST" && code !== "ENOTDIR" && code !== "EISDIR") return null;
  return new ProblemError([unsafeName(JSON.stringify(path), "the inputs", "another input has the same path")], {
    cause: error,
  });
}
