import type { Container, Pod } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";

/**
 * What a Pod may ask for that changes neither files nor the order of events: an engine that lacks it warns.
 * The limits are left out of the warning, for every Flyte Pod has some; only `strict` minds them.
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

/** What would change files or the order of events: an engine that lacks it refuses the Pod. */
export type HardFeature =
  | "ephemeralContainers"
  | "sharedProcesses"
  | "resourceClaims"
  | "realTimeSignals"
  | "blockDevices"
  | "restartRules"
  | "ownRestartPolicies";

/** An engine as data: whatever it does not name here, it does as a kubelet would. */
export interface EngineTraits {
  /** As it stands in sentences: `the sandbox`. */
  readonly name: string;
  /** The page of docs/ that says more. */
  readonly page: string;
  /** What is not enforced, in words that follow the field, or the field and its value. */
  readonly notEnforced: Readonly<Partial<Record<SoftFeature, string>>>;
  /** What it refuses. The words say why, where the reason is not simply that the engine has no such thing. */
  readonly unsupported: Readonly<Partial<Record<HardFeature, string>>>;
  /** Whether a container may leave its command to its image. */
  readonly entryPoints: "of the image" | "not known";
}

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
