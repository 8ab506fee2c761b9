import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, normalize } from "node:path";
import type { Problem } from "@podwright/core";

/** A file that a path led to. */
export interface FoundFile {
  readonly file: string;
  /** Whether the path was the file itself, and not a folder of it. */
  readonly named: boolean;
}

/**
 * The files that paths lead to, in order: those that are named, and of a folder, at any depth, those with one of the endings, by name, linked ones too. Links to folders, folders
 * whose name begins with a dot, and `node_modules`, are passed over.
 * @problems MANIFEST_FILE_MISSING, one for each path that leads nowhere
 */
export async function findFiles(
  paths: readonly string[],
  endings: RegExp,
): Promise<{ readonly files: readonly FoundFile[]; readonly problems: readonly Problem[] }> {
  const files = new Map<string, FoundFile>();
  const problems: Problem[] = [];
  for (const path of paths) {
    try {
      const isFolder = (await stat(path)).isDirectory();
      const found = isFolder ? await walk(path, endings) : [{ file: normalize(path), named: true }];
      for (const each of found) if (!files.has(each.file) || each.named) files.set(each.file, each);
    } catch (error) {
      problems.push(missing(path, error));
    }
  }
  return { files: [...files.values()], problems };
}

async function walk(folder: string, endings: RegExp): Promise<readonly FoundFile[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort(byName);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return isPassedOver(entry.name) ? [] : await walk(path, endings);
      const isWanted =
        endings.test(entry.name) && (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path))));
      return isWanted ? [{ file: path, named: false }] : [];
    }),
  );
  return found.flat();
}

async function leadsToFile(link: string): Promise<boolean> {
  return stat(link).then(
    (found) => found.isFile(),
    () => false,
  );
}

function isPassedOver(folder: string): boolean {
  return folder.startsWith(".") || folder === "node_modules";
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

function missing(path: string, error: unknown): Problem {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  const reason = code === "ENOENT" ? "no such file or folder (ENOENT)" : code;
  return {
    code: "MANIFEST_FILE_MISSING",
    what: `cannot read ${path}: ${reason}`,
    where: path,
    fix: "give files, or folders of them, that can be read",
  };
}
