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
  };
  readonly store?: { readonly graphDriverName?: string; readonly graphRoot?: string };
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
