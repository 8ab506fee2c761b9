import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Task files and folders of them as files: of a folder its `*.pb`, sorted by name. A path that is not there stays as it is: reading it tells
 * what is wrong.
 */
export async function listTasks(paths: readonly string[]): Promise<readonly string[]> {
  const files = await Promise.all(paths.map(listFolder));
  return files.flat();
}

async function listFolder(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith(".pb")).sort();
  return names.map((name) => join(path, name));
}
