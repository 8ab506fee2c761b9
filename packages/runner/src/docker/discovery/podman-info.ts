import type { IdRange } from "../../pod-check/missing-ids.ts";
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
    /** Where it listens, by its own account: a path, before Podman 5 without `unix://`. */
    readonly remoteSocket?: { readonly path?: string };
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

interface IdMapping {
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

/** What hangs on whose Podman it is. */
export interface PodmanOwnership {
  readonly rootless: boolean;
  /** Which limits its cgroups enforce. */
  readonly limits: EnforcedLimits;
  /** The users and groups that its containers can be of; absent: all. */
  readonly ids?: { readonly users: readonly IdRange[]; readonly groups: readonly IdRange[] };
}

/** Which limits an engine's cgroups enforce. */
export interface EnforcedLimits {
  readonly memory: boolean;
  readonly cpu: boolean;
}

export function podmanOwnership({ host }: PodmanInfo): PodmanOwnership {
  const { uidmap, gidmap } = host.idMappings ?? {};
  const enforces = (controller: string) => host.cgroupControllers?.includes(controller) ?? false;
  return {
    rootless: host.security?.rootless ?? false,
    limits: { memory: enforces("memory"), cpu: enforces("cpu") },
    ...(uidmap?.length && gidmap?.length ? { ids: { users: ranges(uidmap), groups: ranges(gidmap) } } : {}),
  };
}

/** Podman's own order is that of the numbers; ranges that touch are one. */
function ranges(mappings: readonly IdMapping[]): readonly IdRange[] {
  const all: IdRange[] = [];
  for (const { container_id: first, size: count } of mappings) {
    const last = all.at(-1);
    if (last && last.first + last.count === first) all.splice(-1, 1, { first: last.first, count: last.count + count });
    else all.push({ first, count });
  }
  return all;
}
