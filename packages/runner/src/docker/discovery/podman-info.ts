import type { EngineEndpoint } from "./engine-endpoint.ts";
import { askEngine } from "./probe-engine.ts";

/** @source Podman API v4.0.0, GET /libpod/info */
export interface PodmanInfo {
  readonly host: {
    readonly arch: string;
    readonly hostname: string;
    readonly kernel: string;
    readonly cpus: number;
    readonly memTotal: number;
    readonly security?: { readonly rootless?: boolean };
    readonly cgroupControllers?: readonly string[];
    /** Of an ordinary user's; root has no need of any. */
    readonly idMappings?: {
      readonly uidmap?: readonly IdMapping[] | null;
      readonly gidmap?: readonly IdMapping[] | null;
    };
    /** What connects an ordinary user's networks; `executable` is empty where it is not installed. */
    readonly slirp4netns?: { readonly executable?: string };
    readonly pasta?: { readonly executable?: string };
  };
  readonly store?: { readonly graphDriverName?: string; readonly graphRoot?: string };
}

export interface IdMapping {
  readonly container_id: number;
  readonly host_id: number;
  readonly size: number;
}

/**
 * Podman in its own words: by Docker's, an ordinary user's has every limit, and no engine is rootless.
 * @returns undefined where it does not say: before Podman 4
 */
export async function readPodmanInfo(endpoint: EngineEndpoint): Promise<PodmanInfo | undefined> {
  try {
    const info = JSON.parse(await askEngine(endpoint, "/v4.0.0/libpod/info")) as Partial<PodmanInfo>;
    return info.host && { ...info, host: info.host };
  } catch {
    return undefined;
  }
}
