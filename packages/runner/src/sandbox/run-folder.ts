import { chmod, lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Makes the one folder that holds everything a run writes: volumes, generated files, termination messages. */
export function makeRunFolder(temporaryFolder: string): Promise<string> {
  return mkdtemp(join(temporaryFolder, "podwright-run-"));
}

/** Removes the folder with whatever containers left in it, folders without write permission included. */
export async function removeRunFolder(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch {
    await openFolders(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function openFolders(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder)) {
    const path = join(folder, entry);
    if ((await lstat(path)).isDirectory()) await openFolders(path);
  }
}
