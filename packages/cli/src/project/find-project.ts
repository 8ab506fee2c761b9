import { access } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What a project's file is called. */
const projectFileName = "podwright.yaml";

/**
 * The project's file for a folder: the folder's own, else that of the nearest parent up to the root of the repository. Outside of a
 * repository only the folder itself is looked at, so that nobody's file in `/tmp` or `/home` counts.
 * @returns its absolute path; undefined if there is none
 */
export async function findProject(folder: string): Promise<string | undefined> {
  for (const each of await foldersOf(folder)) {
    const file = join(each, projectFileName);
    if (await exists(file)) return file;
  }
  return undefined;
}

/** The folder and its parents up to the one with `.git`; the folder alone if none has it. */
async function foldersOf(folder: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for (let each = folder; ; each = dirname(each)) {
    folders.push(each);
    if (await exists(join(each, ".git"))) return folders;
    if (each === dirname(each)) return [folder];
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
