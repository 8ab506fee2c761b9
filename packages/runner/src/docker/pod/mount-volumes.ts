import { posix } from "node:path";
import type { VolumeMount } from "@podwright/core";
import type { Container as ContainerHandle } from "dockerode";
import { leadsOut } from "../../volumes/resolve-mounts.ts";
import { refusedWith } from "../engine/engine-error.ts";
import { type EnginePod, type EngineVolume, putFiles } from "./make-pod.ts";

/** Why a container cannot be made as its Pod has it; a kubelet would find out at the same moment. */
export class MountError extends Error {}

/**
 * A container's mounts as `SOURCE:TARGET:OPTIONS`, sub-paths followed; to be called right before the container starts, as earlier
 * containers make what a `subPath` names. One that does not exist becomes a folder.
 * @throws MountError
 * @source pkg/volume/util/subpath/subpath_linux.go SafeMakeDir and PrepareSafeSubpath, kubernetes/kubernetes v1.34
 */
export async function mountVolumes(mounts: readonly VolumeMount[], pod: EnginePod): Promise<readonly string[]> {
  const binds: string[] = [];
  for (const { name, mountPath, subPath, readOnly } of mounts) {
    const volume = pod.volumes.get(name);
    if (!volume) continue;
    const target = posix.normalize(`/${mountPath}`).replace(/(?<=.)\/$/, "");
    const readOnlyOption = readOnly || !volume.writable ? ["ro"] : [];
    if (subPath) {
      const source = posix.join(volume.mountpoint, await followSubPath(pod.pause, volume, subPath));
      binds.push([source, target, ...readOnlyOption].join(":"));
    } else binds.push(`${volume.name}:${target}:${["nocopy", ...readOnlyOption].join(",")}`);
  }
  const odd = binds.find((bind) => bind.split(":").length > 3);
  if (odd) throw new MountError(`a mount's path holds a colon: ${odd}`);
  return binds;
}

/**
 * Where a sub-path leads within its volume, links followed step by step, and made where it is not there yet. The engine is asked
 * through the pause container, which sees the volume at a place that no link of a container's own means.
 */
async function followSubPath(pause: ContainerHandle, volume: EngineVolume, subPath: string): Promise<string> {
  if (leadsOut(subPath)) throw outside(subPath);
  let current = volume.inPause;
  for (const name of posix
    .normalize(subPath)
    .split("/")
    .filter((part) => part !== "" && part !== ".")) {
    const next = posix.join(current, name);
    const found = await stat(pause, next);
    if (!found) await makeFolder(pause, current, name, volume);
    current = found?.linkTarget || next;
    if (current !== volume.inPause && !current.startsWith(`${volume.inPause}/`)) throw outside(subPath);
    if (found?.linkTarget && !(await stat(pause, current))) throw outside(subPath);
  }
  return posix.relative(volume.inPause, current);
}

function outside(subPath: string): MountError {
  return new MountError(`subPath ${subPath} leads out of its volume`);
}

interface PathStat {
  /** Where a link leads, followed to its end; empty for what is none. */
  readonly linkTarget: string;
}

/** @source Docker API, `HEAD /containers/{id}/archive` */
async function stat(pause: ContainerHandle, path: string): Promise<PathStat | undefined> {
  try {
    const answer = (await pause.infoArchive({ path })) as unknown as HeadAnswer;
    const header = answer.headers["x-docker-container-path-stat"] ?? "";
    return JSON.parse(Buffer.from(header, "base64").toString("utf8")) as PathStat;
  } catch (error) {
    if (refusedWith(error) === 404) return undefined;
    throw error;
  }
}

interface HeadAnswer {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

async function makeFolder(pause: ContainerHandle, parent: string, name: string, volume: EngineVolume): Promise<void> {
  const { folderMode, groupId } = volume;
  const mode = groupId === undefined ? folderMode : folderMode | 0o2770;
  const owner = groupId === undefined ? {} : { groupId };
  await putFiles(pause, parent, [{ path: name, mode, ...owner, content: { type: "folder" } }]);
}
