import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes a folder hold exactly these files. Each appears whole, in the order given, and a file that would not change
 * is left alone: a program that runs from the folder meanwhile keeps what it needs.
 * @param scratch - a folder on the same file system, made when missing
 */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>, scratch: string): void {
  mkdirSync(folder, { recursive: true });
  mkdirSync(scratch, { recursive: true });
  const unfinished = mkdtempSync(join(scratch, "write-"));
  const present = new Set(readdirSync(folder));
  for (const [name, content] of files) {
    if (present.has(name) && readFileSync(join(folder, name), "utf8") === content) continue;
    writeFileSync(join(unfinished, name), content);
    renameSync(join(unfinished, name), join(folder, name));
  }
  for (const name of present) if (!files.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  rmSync(unfinished, { recursive: true });
}
