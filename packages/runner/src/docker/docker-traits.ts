import { type EngineTraits, enforcedOnNodesOnly } from "../pod-check/engine-traits.ts";
import { idsFix } from "./discovery/rootless-needs.ts";
import type { Engine } from "./engine/connect-engine.ts";

/** An engine of the Docker API as data. */
export function dockerTraits(engine: Engine): EngineTraits {
  const { title, limits, ids, rootless } = engine;
  return {
    name: title,
    page: "docs/engines.md",
    notEnforced: {
      ...enforcedOnNodesOnly,
      ...(seesVolumes(engine) ? {} : { volumeSizes: "is enforced for volumes in memory only" }),
      ...(rootless ? ofOrdinaryUsers : {}),
      localProfiles: "profiles of a node are not here; the engine's own applies",
      ...(limits.memory ? {} : { memoryLimits: "is not enforced: its cgroups have no memory limits" }),
      ...(limits.cpu ? {} : { cpuLimits: "is not enforced: its cgroups have no CPU quotas" }),
    },
    entryPoints: "of the image",
    ...(ids ? { ids: { ...ids, why: "belongs to an ordinary user", fix: idsFix } } : {}),
  };
}

/** Root of a user namespace is root of what is made in it. */
const ofOrdinaryUsers = {
  privileged: "only within what is the Pod's own: the engine's user is root of nothing else",
  furtherCapabilities: "only within what is the Pod's own: the engine's user is root of nothing else",
} as const;

/** Whether this process may look into an engine's volumes: how much they hold is counted from here. */
export function seesVolumes({ where, rootless }: Engine): boolean {
  return where === "here" && (rootless || process.getuid?.() === 0);
}
