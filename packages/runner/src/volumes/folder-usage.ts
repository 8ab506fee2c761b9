import type { Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * What a folder takes of its disk, in bytes, files with several names once. What cannot be read or goes away meanwhile does not count.
 * @source pkg/volume/util/fs/fs.go DiskUsage, kubernetes/kubernetes v1.34
 */
export async function folderUsage(folder: string): Promise<number> {
  const seen = new Set<number>();
  const usage = async (path: string): Promise<number> => {
    const found = await lstat(path).catch(() => undefined);
    if (!found || isSeen(found, seen)) return 0;
    let bytes = found.blocks * 512;
    if (!found.isDirectory()) return bytes;
    for (const name of await readdir(path).catch(() => [])) bytes += await usage(join(path, name));
    return bytes;
  };
  return await usage(folder);
}

function isSeen({ ino, nlink }: Stats, seen: Set<number>): boolean {
  if (nlink < 2 || !seen.has(ino)) {
    seen.add(ino);
    return false;
  }
  return true;
}
