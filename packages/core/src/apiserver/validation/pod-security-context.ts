import type { PodSecurityContext, PodSpec } from "../../kubernetes/gen/types.ts";
import { badId } from "./ranges.ts";
import { invalid, notOneOf, ofEach, type Refusals, when } from "./refusal.ts";
import { validateAppArmor, validateSeccomp } from "./security-profiles.ts";
import { validateSysctls } from "./sysctls.ts";
import { validateWindowsOptions } from "./windows-options.ts";

/**
 * Refuses the security context of a Pod.
 * @source pkg/apis/core/validation/validation.go validatePodSpecSecurityContext, Kubernetes v1.34.1
 */
export function validatePodSecurityContext(context: PodSecurityContext, spec: PodSpec, field: string): Refusals {
  const { fsGroupChangePolicy, supplementalGroupsPolicy, seLinuxChangePolicy } = context;
  return [
    ...badId(`${field}.fsGroup`, context.fsGroup),
    ...badId(`${field}.runAsUser`, context.runAsUser),
    ...badId(`${field}.runAsGroup`, context.runAsGroup),
    ...ofEach(context.supplementalGroups, `${field}.supplementalGroups`, (group, at) => badId(at, group)),
    ...when(
      spec.shareProcessNamespace && spec.hostPID,
      invalid(`${field}.shareProcessNamespace`, true, "ShareProcessNamespace and HostPID cannot both be enabled"),
    ),
    ...validateSysctls(context.sysctls, spec, `${field}.sysctls`),
    ...notOneOf(fsGroupChangePolicy, ["Always", "OnRootMismatch"], `${field}.fsGroupChangePolicy`),
    ...validateSeccomp(context.seccompProfile, `${field}.seccompProfile`),
    ...validateWindowsOptions(context.windowsOptions, `${field}.windowsOptions`),
    ...validateAppArmor(context.appArmorProfile, `${field}.appArmorProfile`),
    ...notOneOf(supplementalGroupsPolicy, ["Merge", "Strict"], `${field}.supplementalGroupsPolicy`),
    ...notOneOf(seLinuxChangePolicy, ["Recursive"], `${field}.seLinuxChangePolicy`),
  ];
}
