import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ProblemError } from "@podwright/core";
import { removeCgroup } from "./cgroups/remove-cgroup.ts";
import { endContainers } from "./end-containers.ts";
import { unmountBelow } from "./memory-volumes.ts";
import { isAbandoned, runFolderPrefix } from "./run-folder-owner.ts";

/** The one folder that holds everything a run writes, by what is in it. */
export interface RunFolder {
  readonly path: string;
  readonly etc: string;
  readonly messages: string;
  readonly pipes: string;
  readonly volumes: string;
}

/**
 * Makes a folder that only its owner can enter, so that the modes of what is in it bind nobody but containers.
 * @problems SANDBOX_FAILED
 */
export async function makeRunFolder(temporaryFolder: string): Promise<RunFolder> {
  const path = await mkdtemp(join(temporaryFolder, runFolderPrefix())).catch((error: NodeJS.ErrnoException) =>
    Promise.reject(unusable(temporaryFolder, error)),
  );
  const inside = (name: string) => join(path, name);
  const folder = {
    path,
    etc: inside("etc"),
    messages: inside("messages"),
    pipes: inside("pipes"),
    volumes: inside("volumes"),
  };
  try {
    for (const made of [folder.etc, folder.messages, folder.pipes, folder.volumes]) await mkdir(made);
  } catch (error) {
    await removeRunFolder(path);
    throw unusable(temporaryFolder, error as NodeJS.ErrnoException);
  }
  return folder;
}

/** Notes, before they are made, which cgroups belong to a run, so that whoever removes its folder removes them too. */
export async function noteCgroups({ path }: RunFolder, cgroups: readonly string[]): Promise<void> {
  await writeFile(join(path, cgroupNotes), cgroups.join("\n"));
}

const cgroupNotes = "cgroups";

/** Removes the folder with whatever containers left in it, folders without write permission included, and the run's cgroups and mounts. */
export async function removeRunFolder(folder: string): Promise<void> {
  const cgroups = await readFile(join(folder, cgroupNotes), "utf8").catch(() => "");
  for (const path of cgroups.split("\n")) if (basename(path) === basename(folder)) await removeCgroup(path);
  await unmountBelow(folder);
  try {
    await rm(folder, { recursive: true, force: true });
  } catch {
    await openFolders(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Ends and removes what this user's runs left when they were killed (`kill -9`) before they could remove it themselves.
 * What resists stays: it is no reason not to run.
 */
export async function removeAbandonedRunFolders(temporaryFolder: string): Promise<void> {
  const names = await readdir(temporaryFolder).catch(() => []);
  for (const name of names.filter(isAbandoned)) {
    const path = join(temporaryFolder, name);
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isDirectory() || found.uid !== process.geteuid?.()) continue;
    await endContainers(name);
    await removeRunFolder(path).catch(() => undefined);
    // What was being made in the meantime has found its files, or never will.
    await endContainers(name);
  }
}

async function openFolders(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder)) {
    const path = join(folder, entry);
    if ((await lstat(path)).isDirectory()) await openFolders(path);
  }
}

function unusable(temporaryFolder: string, error: NodeJS.ErrnoException): ProblemError {
  return new ProblemError(
    [
      {
        code: "SANDBOX_FAILED",
        what: `the folder for temporary files cannot be used (${error.code})`,
        where: temporaryFolder,
        fix: "set TMPDIR to a folder that you can write to",
      },
    ],
    { cause: error },
  );
}
