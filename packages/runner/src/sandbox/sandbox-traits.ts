import { type EngineTraits, enforcedOnNodesOnly } from "../pod-check/engine-traits.ts";
import type { CgroupPlaces } from "./cgroups/cgroup-places.ts";

/**
 * The sandbox as data.
 * @param asRoot - or as an ordinary user
 * @param cgroups - where limits can be enforced
 */
export function sandboxTraits(asRoot: boolean, cgroups: CgroupPlaces): EngineTraits {
  return {
    name: "the sandbox",
    page: "docs/sandbox.md",
    notEnforced: {
      ...enforcedOnNodesOnly,
      ...(asRoot ? {} : ofOrdinaryUsers),
      imageUser: "the image's user is not known; runs as nobody (65534)",
      sysctls: "kernel settings are the machine's",
      dns: "names resolve as on this machine",
      hostProcesses: "processes and IPC stay private",
      privileged: "never given",
      furtherCapabilities: "not given",
      securityProfiles: "no filter",
      localProfiles: "no filter",
      terminals: "no input and no terminal",
      ...(cgroups.memory ? {} : { memoryLimits: "is not enforced" }),
      ...(cgroups.cpu ? {} : { cpuLimits: "is not enforced" }),
    },
    entryPoints: "not known",
  };
}

const ofOrdinaryUsers = {
  users: "user and group are names only; all files belong to you",
  fsGroup: "only root can give files to a group",
  supplementalGroups: "only root can set them",
  memoryVolumes: "kept in the folder for temporary files",
} as const;
