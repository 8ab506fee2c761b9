import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { join } from "node:path";
import { ProblemError } from "@podwright/core";
import { localFileProblem } from "../failure/local-file-problem.ts";
import { type NamesInside, namesInside } from "./hard-links.ts";
import { outputUnsafe } from "./output-unsafe.ts";
import { type PinnedFile, pinFile } from "./pinned-file.ts";

/**
 * The task's output directory, read on the task's behalf with the copilot's rights: so nothing in it may lead outside
 * (rule B9 of the security boundary). Symbolic links and hard links that stay inside are followed. Those that leave it,
 * devices, pipes and sockets are refused. Needs Linux's /proc.
 */
export interface DataFolder {
  readonly path: string;
  /** The same with every link resolved; null when the folder does not exist. */
  readonly realPath: string | null;
  readonly namesInside: NamesInside;
}

export async function openDataFolder(path: string): Promise<DataFolder> {
  const real = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw localFileProblem(error, path);
  });
  return { path, realPath: real, namesInside: namesInside(real ?? path) };
}

/**
 * What stands at a place of the folder, or null when there is nothing.
 * @param name - relative, with `/` between parts
 * @problems OUTPUT_UNSAFE, LOCAL_FILE_FAILED
 */
export function inspect(folder: DataFolder, name: string): "file" | "folder" | null {
  return withPinned(folder, name, ({ found }) => (found.isDirectory() ? "folder" : "file"));
}

/**
 * Opens a file of the folder for reading: the very file that was found to stand inside. The caller closes it.
 * @problems OUTPUT_MISSING, OUTPUT_UNSAFE, LOCAL_FILE_FAILED
 */
export async function openInside(folder: DataFolder, name: string): Promise<FileHandle> {
  const path = join(folder.path, name);
  const pinned = pinnedFile(folder, name);
  try {
    return await open(pinned.procPath, readFlags).catch((error) => Promise.reject(localFileProblem(error, path)));
  } finally {
    closeSync(pinned.fd);
  }
}

/** The same at once, as a descriptor: for files that are small, and many. @problems as `openInside` */
export function openInsideSync(folder: DataFolder, name: string): number {
  const pinned = pinnedFile(folder, name);
  try {
    return openSync(pinned.procPath, readFlags);
  } catch (error) {
    throw localFileProblem(error, join(folder.path, name));
  } finally {
    closeSync(pinned.fd);
  }
}

interface FolderContent {
  /** Of the folder itself, with every link resolved. */
  readonly realPath: string;
  /** Sorted by name. */
  readonly entries: readonly Dirent[];
}

/**
 * What is in a folder of the folder; null when it does not exist.
 * @problems OUTPUT_UNSAFE, LOCAL_FILE_FAILED
 */
export function contentOf(folder: DataFolder, name: string): FolderContent | null {
  return withPinned(folder, name, ({ realPath, procPath }) => {
    const entries = readdirSync(procPath, { withFileTypes: true });
    return { realPath, entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  });
}

/** A lease on a regular file must not make its reader wait. */
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK;

function withPinned<T>(folder: DataFolder, name: string, use: (pinned: PinnedFile) => T): T | null {
  const pinned = pinFile(folder, name);
  if (pinned === null) return null;
  const path = join(folder.path, name);
  try {
    refuseSpecial(pinned, path, folder.namesInside);
    return use(pinned);
  } catch (error) {
    throw localFileProblem(error, path);
  } finally {
    closeSync(pinned.fd);
  }
}

function pinnedFile(folder: DataFolder, name: string): PinnedFile {
  const path = join(folder.path, name);
  const pinned = pinFile(folder, name);
  if (pinned === null) throw vanished(path);
  try {
    if (pinned.found.isDirectory()) throw outputUnsafe(path, "it became a directory while it was read");
    refuseSpecial(pinned, path, folder.namesInside);
    return pinned;
  } catch (error) {
    closeSync(pinned.fd);
    throw error;
  }
}

function refuseSpecial({ fd, found }: PinnedFile, path: string, countNames: NamesInside): void {
  if (found.isDirectory()) return;
  if (!found.isFile()) throw outputUnsafe(path, "it is a pipe, a socket or a device");
  if (found.nlink < 2) return;
  const exact = fstatSync(fd, { bigint: true });
  if (BigInt(countNames(exact)) < exact.nlink) {
    throw outputUnsafe(path, "it is a hard link to a file that also stands outside the output directory");
  }
}

function vanished(path: string): ProblemError {
  return new ProblemError([
    { code: "OUTPUT_MISSING", what: `${path} is not there any more`, fix: "let the task leave its outputs in place" },
  ]);
}
