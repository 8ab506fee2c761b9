import { lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { join, normalize } from "node:path";
import type { VolumeMount } from "@podwright/core";
import type { VolumeOnHost } from "./write-volumes.ts";

/** A file or folder of this machine as a container sees it. */
export interface Mount {
  readonly source: string;
  /** Absolute and normalised. */
  readonly target: string;
  readonly readOnly: boolean;
}

/**
 * Where a container's volumes come from, sub-paths followed; to be called right before the container starts, as
 * earlier containers make the files that a `subPath` names. A `subPath` that does not exist becomes a folder.
 * Throws when a sub-path leads out of its volume.
 * @source pkg/volume/util/subpath/subpath_linux.go SafeMakeDir and PrepareSafeSubpath, kubernetes/kubernetes v1.36
 */
export function resolveMounts(
  mounts: readonly VolumeMount[],
  volumes: ReadonlyMap<string, VolumeOnHost>,
): readonly Mount[] {
  return mounts.flatMap((mount) => {
    const volume = volumes.get(mount.name);
    if (!volume) return [];
    const source = mount.subPath ? subPath(volume.folder, mount.subPath) : volume.folder;
    return { source, target: absolute(mount.mountPath), readOnly: !volume.writable || mount.readOnly === true };
  });
}

/** A mount path without `.`, `..`, doubled or closing slashes. */
function absolute(path: string): string {
  return normalize(`/${path}`).replace(/(?<=.)\/$/, "");
}

/** Whether a sub-path as it is written, links aside, is no place within its volume. */
export function leadsOut(path: string): boolean {
  return path.startsWith("/") || path.split("/").includes("..");
}

function subPath(folder: string, path: string): string {
  if (!leadsOut(path)) {
    const wanted = join(folder, path);
    if (!exists(wanted)) makeInside(folder, path);
    const real = realpathSync(wanted);
    if (isInside(realpathSync(folder), real)) return real;
  }
  throw new Error(`subPath ${path} leads out of its volume`);
}

/** Makes the folders of `path` under `folder`; refuses to go through a link. */
export function makeInside(folder: string, path: string): void {
  let current = folder;
  for (const name of normalize(path).split("/").filter(Boolean)) {
    current = join(current, name);
    const found = lstatSync(current, { throwIfNoEntry: false });
    if (found?.isSymbolicLink() || (found && !found.isDirectory()))
      throw new Error(`${path} is not a folder of its volume`);
    if (!found) mkdirSync(current);
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
