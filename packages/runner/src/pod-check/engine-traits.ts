import type { Container, Pod } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import type { EngineIds } from "./missing-ids.ts";

/**
 * What a Pod may ask for that changes neither files nor the order of events: an engine that lacks it warns.
 * The limits are left out of the warning, for every Flyte Pod has some: a line names them, and only `strict` minds them.
 */
export type SoftFeature =
  | "users"
  | "fsGroup"
  | "supplementalGroups"
  | "imageUser"
  | "sysctls"
  | "dns"
  | "hostProcesses"
  | "volumeSizes"
  | "memoryVolumes"
  | "accountTokens"
  | "mountPropagation"
  | "privileged"
  | "furtherCapabilities"
  | "securityProfiles"
  | "localProfiles"
  | "procMount"
  | "terminals"
  | LimitFeature;

export type LimitFeature = "memoryLimits" | "cpuLimits" | "storageLimits" | "deviceLimits";

/** An engine of this machine as data: whatever it does not name here, and `unsupported` not either, it does as a kubelet would. */
export interface EngineTraits {
  /** As it stands in sentences: `the sandbox`. */
  readonly name: string;
  /** The page of docs/ that says more. */
  readonly page: string;
  /** What is not enforced, in words that follow the field, or the field and its value. */
  readonly notEnforced: Readonly<Partial<Record<SoftFeature, string>>>;
  /** Whether a container may leave its command to its image. */
  readonly entryPoints: "of the image" | "not known";
  /** Absent: all that there are. */
  readonly ids?: EngineIds;
}

/** What no engine of this machine enforces. */
export const enforcedOnNodesOnly: EngineTraits["notEnforced"] = {
  accountTokens: "there is no API server, and so no token for one",
  mountPropagation: "has no effect: nothing is mounted into a volume later",
  procMount: "what root could do to the machine through /proc stays hidden",
  storageLimits: "is not enforced",
  deviceLimits: "is not enforced; a container has none of the machine's devices",
};

/** Where a Pod asks for something, and what for if that is worth saying. */
export interface Asked {
  readonly where: string;
  readonly value?: string;
}

/** `where` when something is there: not absent, false, nor empty. */
export function asked(where: string, given: unknown, value?: string): readonly Asked[] {
  const isGiven = Array.isArray(given) ? given.length > 0 : given !== undefined && given !== null && given !== false;
  return isGiven ? [{ where, ...(value === undefined ? {} : { value }) }] : [];
}

/** What each container of a Pod asks for. */
export function ofContainers(
  pod: Pod,
  ask: (path: string, container: Container) => readonly Asked[],
): readonly Asked[] {
  return containerPlaces(pod).flatMap(([path, container]) => ask(path, container));
}
