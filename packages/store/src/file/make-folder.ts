import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder, and what is missing above it; one that exists stays as it is. Node's own way to do so goes round for ever where a
 * file system says of a folder that it cannot make that it is not there, as /proc does, and says so itself where one may not be written to.
 */
export function makeFolder(path: string): void {
  try {
    make(path);
  } catch (error) {
    const above = dirname(path);
    if (!isCalled("ENOENT", error) || above === path) throw error;
    makeFolder(above);
    make(path);
  }
}

function make(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isCalled("EEXIST", error)) throw error;
    mkdirSync(path, { recursive: true }); // It is there; throws where it is a file.
  }
}

function isCalled(code: string, error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
