import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** The first program of this name on `path` (colons between folders). */
export function findProgram(name: string, path: string): string | undefined {
  const folders = path.split(":").filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
