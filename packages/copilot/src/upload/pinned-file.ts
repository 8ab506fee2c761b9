import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, type Stats } from "node:fs";
import { join, sep } from "node:path";
import { localFileProblem } from "../failure/local-file-problem.ts";
import type { DataFolder } from "./data-folder.ts";
import { outputUnsafe } from "./output-unsafe.ts";

/**
 * A file or folder that was found to stand in the data directory, held by a descriptor: whatever becomes of its name from
 * now on, `procPath` leads to this file and to no other. Whoever pinned it closes `fd`.
 */
export interface PinnedFile {
  /** Of O_PATH: the file is held, not opened, so that a device or a pipe notices nothing. */
  readonly fd: number;
  readonly found: Stats;
  /** Where it stands, with every link resolved. */
  readonly realPath: string;
  readonly procPath: string;
}

/** Node has no name for it. @source Linux include/uapi/asm-generic/fcntl.h */
const oPath = 0o10_000_000;

/**
 * Takes hold of what stands at a place of the folder, then judges what it holds, not its name.
 * @param name - relative, with `/` between parts
 * @returns null when nothing stands there
 * @problems OUTPUT_UNSAFE for what stands outside; LOCAL_FILE_FAILED
 */
export function pinFile(folder: Pick<DataFolder, "path" | "realPath">, name: string): PinnedFile | null {
  if (folder.realPath === null) return null;
  const path = join(folder.path, name);
  const fd = hold(path);
  if (fd === null) return null;
  try {
    const procPath = `/proc/self/fd/${fd}`;
    const realPath = readlinkSync(procPath);
    if (!isInside(folder.realPath, realPath)) throw outputUnsafe(path, "it leads outside the output directory");
    return { fd, found: fstatSync(fd), realPath, procPath };
  } catch (error) {
    closeSync(fd);
    throw localFileProblem(error, path);
  }
}

/**
 * Takes hold of a folder by its real path; its last part must be no link.
 * @returns null when that is not so, or not any more. The caller closes the descriptor.
 */
export function pinRealFolder(realPath: string): number | null {
  try {
    const fd = openSync(realPath, oPath | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    if (readlinkSync(`/proc/self/fd/${fd}`) === realPath) return fd;
    closeSync(fd);
    return null;
  } catch {
    return null;
  }
}

function hold(path: string): number | null {
  try {
    return openSync(path, oPath);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ELOOP") throw outputUnsafe(path, "it is a link to itself");
    if (code !== "ENOENT" && code !== "ENOTDIR") throw localFileProblem(error, path);
    if (isLink(path)) throw outputUnsafe(path, "it is a link to something that does not exist in this container");
    return null;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}
