import type { Dirent } from "node:fs";
import { join } from "node:path";
import { contentOf, type DataFolder, inspect } from "./data-folder.ts";
import { outputUnsafe } from "./output-unsafe.ts";

/**
 * Every file below a folder of the outputs, in the order of their names; links that stay inside are followed.
 * Files are judged when they are opened, folders and what is neither here.
 * @param name - the folder, relative to the data directory
 * @returns names relative to that folder
 * @problems OUTPUT_UNSAFE, LOCAL_FILE_FAILED
 */
export async function* walkOutput(folder: DataFolder, name: string): AsyncGenerator<string> {
  yield* walk(folder, name, "", []);
}

function* walk(folder: DataFolder, root: string, below: string, above: readonly string[]): Generator<string> {
  const content = contentOf(folder, root + below);
  if (content === null) return;
  const { realPath, entries } = content;
  if (above.includes(realPath)) {
    throw outputUnsafe(join(folder.path, root + below), "it is a link to a directory that holds it");
  }
  for (const entry of entries) {
    const place = `${below}/${entry.name}`;
    const kind = kindOf(entry) ?? inspect(folder, root + place);
    if (kind === "folder") yield* walk(folder, root, place, [...above, realPath]);
    if (kind === "file") yield place.slice(1);
  }
}

/** Null for links and for what cannot be read: to be inspected. */
function kindOf(entry: Dirent): "file" | "folder" | null {
  if (entry.isDirectory()) return "folder";
  return entry.isFile() ? "file" : null;
}
