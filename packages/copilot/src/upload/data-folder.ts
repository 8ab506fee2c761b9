import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, open, readdir, readlink, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { ProblemError } from "@podwright/core";
import { localFileProblem } from "../failure/local-file-problem.ts";

/**
 * The task's output directory, read on the task's behalf with the copilot's rights: so nothing in it may lead outside.
 * Links that stay inside are followed. Links that leave it, devices, pipes and sockets are refused (rule B9 of the
 * security boundary). Hard links need no rule: they cannot cross the volume's mount.
 */
export interface DataFolder {
  readonly path: string;
  /** The same with every link resolved; null when the folder does not exist. */
  readonly realPath: string | null;
}

export async function openDataFolder(path: string): Promise<DataFolder> {
  const real = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (isMissing(error)) return null;
    throw localFileProblem(error, path);
  });
  return { path, realPath: real };
}

/**
 * What stands at a place of the folder, or null when there is nothing.
 * @param name - relative, with `/` between parts
 * @problems OUTPUT_UNSAFE
 */
export async function inspect(folder: DataFolder, name: string): Promise<"file" | "folder" | null> {
  const path = join(folder.path, name);
  const real = await resolveInside(folder, name);
  if (real === null) return null;
  const found = await stat(real).catch((error: unknown) => Promise.reject(localFileProblem(error, path)));
  if (found.isDirectory()) return "folder";
  refuseSpecial(found, path);
  return "file";
}

/**
 * Opens a file of the folder for reading, and makes sure of the *opened* file: that it is a regular one,
 * and that it stands inside. The caller closes it.
 * @problems OUTPUT_MISSING, OUTPUT_UNSAFE, LOCAL_FILE_FAILED
 */
export async function openInside(folder: DataFolder, name: string): Promise<FileHandle> {
  const path = join(folder.path, name);
  const real = await resolveInside(folder, name);
  if (real === null) throw vanished(path);
  // O_NONBLOCK: opening a pipe that nobody writes to must not wait for ever.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(real, flags).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ELOOP") throw unsafe(path, "it became a link while it was opened");
    if (error.code === "ENXIO") throw unsafe(path, "it is a pipe, a socket or a device");
    throw isMissing(error) ? vanished(path) : localFileProblem(error, path);
  });
  try {
    const found = await file.stat();
    refuseSpecial(found, path);
    if (!(await isSameFileInside(folder, file.fd, real, found))) throw unsafe(path, "it moved while it was opened");
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * The names in a folder of the folder, sorted; none when it does not exist.
 * @problems OUTPUT_UNSAFE, LOCAL_FILE_FAILED
 */
export async function namesIn(folder: DataFolder, name: string): Promise<readonly string[]> {
  const path = join(folder.path, name);
  const real = await resolveInside(folder, name);
  if (real === null) return [];
  const names = await readdir(real).catch((error: unknown) => Promise.reject(localFileProblem(error, path)));
  return names.sort();
}

/** The real path of a place inside the folder; null when nothing stands there. @problems OUTPUT_UNSAFE */
export async function resolveInside(folder: DataFolder, name: string): Promise<string | null> {
  const path = join(folder.path, name);
  if (folder.realPath === null) return null;
  const real = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ELOOP") throw unsafe(path, "it is a link to itself");
    if (isMissing(error)) return null;
    throw localFileProblem(error, path);
  });
  if (real === null) {
    const link = await lstat(path).catch(() => null);
    if (link?.isSymbolicLink()) throw unsafe(path, "it is a link to something that does not exist in this container");
    return null;
  }
  if (!isInside(folder.realPath, real)) throw unsafe(path, "it leads outside the output directory");
  return real;
}

async function isSameFileInside(folder: DataFolder, fd: number, real: string, opened: Stats): Promise<boolean> {
  if (process.platform === "linux") {
    const actual = await readlink(`/proc/self/fd/${fd}`);
    return folder.realPath !== null && isInside(folder.realPath, actual);
  }
  const again = await lstat(real);
  return again.ino === opened.ino && again.dev === opened.dev;
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function refuseSpecial(found: Stats, path: string): void {
  if (!found.isFile()) throw unsafe(path, "it is a pipe, a socket or a device");
}

function isMissing(error: NodeJS.ErrnoException): boolean {
  return error.code === "ENOENT" || error.code === "ENOTDIR";
}

function unsafe(path: string, reason: string): ProblemError {
  return new ProblemError([
    {
      code: "OUTPUT_UNSAFE",
      what: `the copilot does not read ${path} for the task: ${reason}`,
      where: path,
      fix: "write outputs as regular files and directories; links must lead to files inside the output directory",
    },
  ]);
}

function vanished(path: string): ProblemError {
  return new ProblemError([
    { code: "OUTPUT_MISSING", what: `${path} is not there any more`, fix: "let the task leave its outputs in place" },
  ]);
}
