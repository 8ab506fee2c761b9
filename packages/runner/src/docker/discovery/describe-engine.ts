import type { FoundRuntime } from "./find-container-runtimes.ts";
import { type PodmanInfo, readPodmanInfo } from "./podman-info.ts";
import { askEngine } from "./probe-engine.ts";

/** What an engine says of how it is set up. */
export interface EngineDescription {
  readonly isRootless: boolean;
  /** `overlay2`, `vfs`. */
  readonly storageDriver: string;
  /** Where images and containers stand, on the engine's machine. */
  readonly rootFolder: string;
}

/** @returns undefined where it does not say */
export async function describeEngine({ endpoint, engine }: FoundRuntime): Promise<EngineDescription | undefined> {
  if (engine.name === "Podman") {
    const info = await readPodmanInfo(endpoint);
    return info && ofPodman(info);
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
  return { isRootless, storageDriver: Driver, rootFolder: DockerRootDir };
}

function ofPodman({ host, store = {} }: PodmanInfo): EngineDescription {
  const { graphDriverName = "", graphRoot = "" } = store;
  return { isRootless: host.security?.rootless ?? false, storageDriver: graphDriverName, rootFolder: graphRoot };
}
