import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

interface FoundFile {
  readonly mode?: string;
  readonly bytes?: Buffer;
}

/** Every file below a folder, with its mode; an empty folder has a name that ends in `/`. No folder, no files. */
export async function readTree(folder: string): Promise<Readonly<Record<string, FoundFile>>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const tree: Record<string, FoundFile> = {};
  for (const entry of names) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (entry.isFile()) {
      const { mode } = await stat(path);
      tree[name] = { mode: `0o${(mode & 0o7777).toString(8)}`, bytes: await readFile(path) };
    } else if ((await readdir(path)).length === 0) tree[`${name}/`] = {};
  }
  return tree;
}
