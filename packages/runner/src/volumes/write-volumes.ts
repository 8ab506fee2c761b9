import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { giveToGroup } from "./group-access.ts";
import type { PlannedVolume } from "./plan-volumes.ts";
import { writePayload } from "./write-payload.ts";

/** A volume as a folder of this machine. */
export interface VolumeOnHost {
  readonly folder: string;
  /** Only emptyDirs ever are, whatever the mount says. */
  readonly writable: boolean;
}

/**
 * Makes each volume as a folder under `parent`; a folder that is there already (a volume in memory) is taken as it is.
 * @param fsGroup - group that owns what is in the volumes; only root can give files to a group
 */
export async function writeVolumes(
  parent: string,
  volumes: readonly PlannedVolume[],
  now: Date,
  fsGroup?: number,
): Promise<ReadonlyMap<string, VolumeOnHost>> {
  const made = new Map<string, VolumeOnHost>();
  for (const { name, files, folderMode } of volumes) {
    const folder = join(parent, name);
    await mkdir(folder, { recursive: true });
    await chmod(folder, folderMode);
    if (files) await writePayload(folder, files, now);
    if (fsGroup !== undefined) await giveToGroup(folder, fsGroup, files === undefined);
    made.set(name, { folder, writable: files === undefined });
  }
  return made;
}
