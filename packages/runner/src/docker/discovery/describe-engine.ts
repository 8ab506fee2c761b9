import type { EngineEndpoint } from "./engine-endpoint.ts";
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
export async function describeEngine(endpoint: EngineEndpoint): Promise<EngineDescription | undefined> {
  try {
    const info = JSON.parse(await askEngine(endpoint, "/info")) as EngineInfo;
    return {
      isRootless: info.SecurityOptions?.some((option) => option.includes("rootless")) ?? false,
      storageDriver: info.Driver ?? "",
      rootFolder: info.DockerRootDir ?? "",
    };
  } catch {
    return undefined;
  }
}

/** @source Docker Engine API v1.41, GET /info */
interface EngineInfo {
  readonly SecurityOptions?: readonly string[];
  readonly Driver?: string;
  readonly DockerRootDir?: string;
}
