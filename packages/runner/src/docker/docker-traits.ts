import type { EngineTraits } from "../pod-check/engine-traits.ts";
import type { Engine } from "./engine/connect-engine.ts";

/** An engine of the Docker API as data. */
export function dockerTraits(engine: Engine): EngineTraits {
  const { title, limits } = engine;
  return {
    name: title,
    page: "docs/engines.md",
    notEnforced: {
      ...(seesVolumes(engine) ? {} : { volumeSizes: "is enforced for volumes in memory only" }),
      accountTokens: "there is no API server, and so no token for one",
      mountPropagation: "has no effect: nothing is mounted into a volume later",
      localProfiles: "profiles of a node are not here; the engine's own applies",
      procMount: "what root could do to the machine through /proc stays hidden",
      ...(limits.memory ? {} : { memoryLimits: "is not enforced: its cgroups have no memory limits" }),
      ...(limits.cpu ? {} : { cpuLimits: "is not enforced: its cgroups have no CPU quotas" }),
      storageLimits: "is not enforced",
      deviceLimits: "is not enforced; a container has none of the machine's devices",
    },
    unsupported: {
      ephemeralContainers: "",
      resourceClaims: "",
      realTimeSignals: "",
      blockDevices: "",
      restartRules: "",
      ownRestartPolicies: "",
    },
    entryPoints: "of the image",
  };
}

/** Whether this process may look into an engine's volumes: how much they hold is counted from here. */
export function seesVolumes({ where, rootless }: Engine): boolean {
  return where === "here" && (rootless || process.getuid?.() === 0);
}
