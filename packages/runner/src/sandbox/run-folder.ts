import { chmod, lstat, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** The one folder that holds everything a run writes, by what is in it. */
export interface RunFolder {
  readonly path: string;
  readonly etc: string;
  readonly messages: string;
  readonly pipes: string;
  readonly volumes: string;
}

/** Makes a folder that only its owner can enter, so that the modes of what is in it bind nobody but containers. */
export async function makeRunFolder(temporaryFolder: string): Promise<RunFolder> {
  const path = await mkdtemp(join(temporaryFolder, "podwright-run-"));
  const inside = (name: string) => join(path, name);
  const folder = {
    path,
    etc: inside("etc"),
    messages: inside("messages"),
    pipes: inside("pipes"),
    volumes: inside("volumes"),
  };
  for (const made of [folder.etc, folder.messages, folder.pipes, folder.volumes]) await mkdir(made);
  return folder;
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
