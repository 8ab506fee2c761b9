import type { EngineEndpoint } from "./engine-endpoint.ts";
import type { FoundRuntime } from "./find-container-runtimes.ts";
import { type EnforcedLimits, type PodmanInfo, podmanOwnership, readPodmanInfo } from "./podman-info.ts";
import { askEngine } from "./probe-engine.ts";
import { idsFix, networkLack, type RootlessLack } from "./rootless-needs.ts";

/** What an engine says of how it is set up. */
export interface EngineDescription {
  readonly isRootless: boolean;
  /** `overlay2`, `vfs`. */
  readonly storageDriver: string;
  /** Where images and containers stand, on the engine's machine. */
  readonly rootFolder: string;
  /** How many users its containers can be of; absent: all that there are. */
  readonly userCount?: number;
  /** Absent where it does not say. */
  readonly limits?: EnforcedLimits;
  /** What it lacks on its machine. */
  readonly lacks: readonly RootlessLack[];
}

/** @returns undefined where it does not say */
export async function describeEngine({ endpoint, engine }: FoundRuntime): Promise<EngineDescription | undefined> {
  if (engine.name === "Podman") {
    const info = await readPodmanInfo(endpoint);
    return info && (await ofPodman(info, endpoint));
  }
  try {
    return ofDocker(JSON.parse(await askEngine(endpoint, "/info")));
  } catch {
    return undefined;
  }
}

/** @source Docker Engine API v1.41, GET /info */
interface DockerInfo {
  readonly SecurityOptions?: readonly string[];
  readonly Driver?: string;
  readonly DockerRootDir?: string;
}

function ofDocker({ SecurityOptions = [], Driver = "", DockerRootDir = "" }: DockerInfo): EngineDescription {
  const isRootless = SecurityOptions.some((option) => option.includes("rootless"));
  return { isRootless, storageDriver: Driver, rootFolder: DockerRootDir, lacks: [] };
}

async function ofPodman(info: PodmanInfo, endpoint: EngineEndpoint): Promise<EngineDescription> {
  const { graphDriverName = "", graphRoot = "" } = info.store ?? {};
  const { rootless, limits, ids } = podmanOwnership(info);
  const userCount = rootless ? ids?.users.reduce((sum, { count }) => sum + count, 0) : undefined;
  const network = await networkLack(info, endpoint);
  return {
    ...{ isRootless: rootless, storageDriver: graphDriverName, rootFolder: graphRoot, limits },
    ...(userCount === undefined ? {} : { userCount }),
    lacks: [
      ...(userCount === 1 ? [{ what: "has one user only, and so no image with others' files", fix: idsFix }] : []),
      ...(network ? [network] : []),
    ],
  };
}
