import { chmod, chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PlannedVolume } from "./plan-volumes.ts";
import { writePayload } from "./write-payload.ts";

/** A volume as a folder of this machine. */
export interface VolumeOnHost {
  readonly folder: string;
  /** ConfigMaps and Secrets are never writable, whatever the mount says. */
  readonly writable: boolean;
}

/**
 * Makes each volume as a folder under `parent`.
 * @param fsGroup - group that owns what is in the volumes; only root can give files to a group
 */
export async function writeVolumes(
  parent: string,
  volumes: readonly PlannedVolume[],
  now: Date,
  fsGroup?: number,
): Promise<ReadonlyMap<string, VolumeOnHost>> {
  const made = new Map<string, VolumeOnHost>();
  for (const { name, files } of volumes) {
    const folder = join(parent, name);
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);
    if (files) await writePayload(folder, files, now, fsGroup);
    if (fsGroup !== undefined) {
      await chown(folder, 0, fsGroup);
      await chmod(folder, 0o2777);
    }
    made.set(name, { folder, writable: files === undefined });
  }
  return made;
}
