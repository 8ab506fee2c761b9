import { Readable } from "node:stream";
import type { Container as ContainerHandle } from "dockerode";
import type { PodFacts } from "../../pod-facts.ts";
import type { PlannedVolume } from "../../volumes/plan-volumes.ts";
import type { Engine } from "../engine/connect-engine.ts";
import type { RunMark } from "../engine/run-owner.ts";
import { pauseImage, podFolder, volumesFolder } from "../images/pause-image.ts";
import { type TarEntry, writeTar } from "../tar/write-tar.ts";
import { type PodNetwork, pauseBody } from "./pause-body.ts";
import { volumeEntries } from "./volume-entries.ts";

/** What a Pod's containers share, made and ready. */
export interface EnginePod {
  readonly pause: ContainerHandle;
  readonly hostname: string;
  readonly network: PodNetwork;
  /** Of the pause container, as this machine counts processes if the engine is here. */
  readonly processId: number;
  /** 127.0.0.1 where the Pod has no address of its own. */
  readonly ip: string;
  /** By the Pod's names; `podVolume` is ours. */
  readonly volumes: ReadonlyMap<string, EngineVolume>;
  readonly podVolume: EngineVolume;
}

/** A volume of the engine. */
export interface EngineVolume {
  /** The engine's name for it. */
  readonly name: string;
  /** Its folder on the engine's machine. */
  readonly mountpoint: string;
  /** Its folder in the pause container. */
  readonly inPause: string;
  readonly writable: boolean;
  /** Of the volume's root, which folders made for a `subPath` get too. */
  readonly folderMode: number;
  readonly groupId?: number;
}

export interface PodInput {
  readonly facts: PodFacts;
  readonly volumes: readonly PlannedVolume[];
  readonly mark: RunMark;
  readonly hostname: string;
  readonly network: PodNetwork;
}

/** Makes the volumes, starts the pause container over them and fills them through it: so they may be far away. */
export async function makePod(engine: Engine, input: PodInput): Promise<EnginePod> {
  const { facts, mark, hostname, network } = input;
  const fsGroup = facts.pod.spec?.securityContext?.fsGroup;
  const { id: image } = await pauseImage(engine);
  const podVolume = await makeVolume(
    engine,
    { name: podVolumeName(mark.run), medium: "disk", folderMode: 0o755 },
    mark,
  );
  const made = await Promise.all(
    input.volumes.map(async (planned): Promise<readonly [string, EngineVolume]> => {
      const own = { ...planned, name: `podwright-${mark.run}-volume-${planned.name}` };
      const volume = await makeVolume(engine, own, mark, `${volumesFolder}/${planned.name}`);
      return [planned.name, fsGroup === undefined ? volume : { ...volume, groupId: fsGroup }];
    }),
  );
  const volumes = new Map(made);
  const binds = [podVolume, ...volumes.values()].map(({ name, inPause }) => `${name}:${inPause}:nocopy`);
  const body = pauseBody({ image, pod: facts.pod, hostname, network, binds, labels: mark.labels });
  const pause = await engine.client.createContainer({ name: `podwright-${mark.run}-pause`, ...body });
  await pause.start();
  const now = new Date();
  await putFiles(
    pause,
    volumesFolder,
    input.volumes.flatMap((volume) => volumeEntries(volume, now, fsGroup)),
  );
  const { NetworkSettings, State } = await pause.inspect();
  return {
    ...{ pause, hostname, network, volumes, podVolume },
    processId: State.Pid,
    ip: addressOf(NetworkSettings) ?? "127.0.0.1",
  };
}

/** The engine's name for the volume that is a Pod's own, where its containers' messages are. */
export function podVolumeName(run: string): string {
  return `podwright-${run}-pod`;
}

/** Writes entries into a folder of a container, replacing what is there. */
export async function putFiles(container: ContainerHandle, path: string, entries: readonly TarEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await container.putArchive(Readable.from(writeTar(entries)), { path });
}

/** @param planned - with the engine's name for it */
async function makeVolume(
  { client, kind }: Engine,
  { name, medium, limit, files, folderMode }: PlannedVolume,
  { labels }: RunMark,
  inPause: string = podFolder,
): Promise<EngineVolume> {
  const memory = { type: "tmpfs", device: "tmpfs", o: `${sizeOption(kind, limit?.bytes)}mode=1777` };
  await client.createVolume({
    ...{ Name: name, Labels: { ...labels }, Driver: "local" },
    ...(medium === "memory" ? { DriverOpts: memory } : {}),
  });
  const { Mountpoint } = await client.getVolume(name).inspect();
  return { name, mountpoint: Mountpoint, inPause, writable: files === undefined, folderMode };
}

/** Podman 4 takes `size` for a quota of the disk; this other option of tmpfs counts pages. */
function sizeOption(kind: Engine["kind"], bytes: number | undefined): string {
  if (bytes === undefined) return "";
  return kind === "Podman" ? `nr_blocks=${Math.ceil(bytes / 4096)},` : `size=${bytes},`;
}

interface Addresses {
  readonly IPAddress?: string;
  readonly Networks?: Readonly<Record<string, { readonly IPAddress?: string }>>;
}

function addressOf({ IPAddress, Networks = {} }: Addresses): string | undefined {
  return [IPAddress, ...Object.values(Networks).map((network) => network.IPAddress)].find(Boolean);
}
