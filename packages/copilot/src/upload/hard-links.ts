import { type BigIntStats, closeSync, lstatSync, readdirSync } from "node:fs";
import { pinRealFolder } from "./pinned-file.ts";

/** Tells how many names a file with several has in the data directory. */
export type NamesInside = (found: BigIntStats) => number;

/**
 * A file that has names outside the data directory may be somebody else's: only its names inside tell.
 * They are counted once, when the first file with several names is met.
 * @param realPath - the data directory, with every link resolved
 */
export function namesInside(realPath: string): NamesInside {
  let counts: ReadonlyMap<string, number> | undefined;
  return (found) => {
    counts ??= countNames(realPath);
    return counts.get(identityOf(found)) ?? 0;
  };
}

/** Only of files with several names. Links are not followed, and each folder is read while it is held. */
function countNames(root: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const fd = pinRealFolder(folder);
    if (fd === null) continue;
    try {
      for (const entry of readdirSync(`/proc/self/fd/${fd}`, { withFileTypes: true })) {
        if (entry.isDirectory()) folders.push(`${folder}/${entry.name}`);
        if (!entry.isFile()) continue;
        const found = lstatSync(`/proc/self/fd/${fd}/${entry.name}`, { bigint: true, throwIfNoEntry: false });
        if (found === undefined || found.nlink < 2n) continue;
        counts.set(identityOf(found), (counts.get(identityOf(found)) ?? 0) + 1);
      }
    } finally {
      closeSync(fd);
    }
  }
  return counts;
}

function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}
