import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { partialPrefix } from "./blob-path.ts";

interface FoundFile {
  /** Below the walked folder, with `/` between parts. */
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * Every file below a folder in the order of their names' UTF-8 bytes, the order in which S3 lists keys.
 * Links are followed, but not to a folder above themselves. A folder that does not exist is empty.
 */
export async function* walkFolder(folder: string, signal?: AbortSignal, prefix = ""): AsyncGenerator<FoundFile> {
  signal?.throwIfAborted();
  for (const { name, kind } of await sortedEntries(folder)) {
    const path = join(folder, name);
    if (kind === "folder") {
      yield* walkFolder(path, signal, `${prefix}${name}/`);
    } else {
      yield { name: prefix + name, sizeBytes: (await stat(path)).size };
    }
  }
}

interface Entry {
  readonly name: string;
  readonly kind: "file" | "folder";
}

async function sortedEntries(folder: string): Promise<readonly Entry[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch(emptyWhenMissing);
  const entries: (Entry & { readonly sortKey: Buffer })[] = [];
  for (const dirent of found) {
    const kind = dirent.name.startsWith(partialPrefix) ? undefined : await kindOf(folder, dirent);
    // A folder's keys all begin with its name and a slash, so it stands among its siblings with that slash.
    if (kind) {
      entries.push({ name: dirent.name, kind, sortKey: Buffer.from(dirent.name + (kind === "folder" ? "/" : "")) });
    }
  }
  return entries.sort((a, b) => Buffer.compare(a.sortKey, b.sortKey));
}

async function kindOf(folder: string, dirent: Dirent): Promise<Entry["kind"] | undefined> {
  if (dirent.isFile()) return "file";
  if (dirent.isDirectory()) return "folder";
  if (!dirent.isSymbolicLink()) return undefined;
  const target = await realpath(join(folder, dirent.name)).catch(() => undefined);
  if (target === undefined) return undefined;
  const found = await stat(target);
  if (found.isFile()) return "file";
  const loops = `${await realpath(folder)}${sep}`.startsWith(`${target}${sep}`);
  return found.isDirectory() && !loops ? "folder" : undefined;
}

function emptyWhenMissing(error: NodeJS.ErrnoException): Dirent[] {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
  throw error;
}
