import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface WriteOptions {
  /** Names to leave alone when they are not among the files: what a program that runs meanwhile may still load lazily. */
  readonly keep: readonly string[];
  /** A folder on the same file system, made when missing. */
  readonly scratch: string;
}

/**
 * Makes a folder hold these files and no others but those to keep. Each appears whole, in the order given, and one that would
 * not change is left alone.
 */
export function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string | Buffer>,
  { keep, scratch }: WriteOptions,
): void {
  mkdirSync(folder, { recursive: true });
  mkdirSync(scratch, { recursive: true });
  const unfinished = mkdtempSync(join(scratch, "write-"));
  const present = new Set(readdirSync(folder));
  for (const [name, content] of files) {
    if (present.has(name) && readFileSync(join(folder, name)).equals(Buffer.from(content))) continue;
    writeFileSync(join(unfinished, name), content);
    renameSync(join(unfinished, name), join(folder, name));
  }
  for (const name of present) {
    if (!files.has(name) && !keep.includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
  rmSync(unfinished, { recursive: true });
}
