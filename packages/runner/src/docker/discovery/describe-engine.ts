import type { FoundRuntime } from "./find-container-runtimes.ts";
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
  try {
    if (engine.name === "Docker") return ofDocker(JSON.parse(await askEngine(endpoint, "/info")));
    return ofPodman(JSON.parse(await askEngine(endpoint, "/v4.0.0/libpod/info")));
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

/** @source Podman API v4.0.0, GET /libpod/info */
interface PodmanInfo {
  readonly host: { readonly security?: { readonly rootless?: boolean } };
  readonly store: { readonly graphDriverName?: string; readonly graphRoot?: string };
}

function ofPodman({ host, store: { graphDriverName = "", graphRoot = "" } }: PodmanInfo): EngineDescription {
  return { isRootless: host.security?.rootless ?? false, storageDriver: graphDriverName, rootFolder: graphRoot };
}
