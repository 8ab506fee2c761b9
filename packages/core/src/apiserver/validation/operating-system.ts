import type { PodSpec, SecurityContext } from "../../kubernetes/gen/types.ts";
import { forbidden, notOneOf, type Refusals, required, when } from "./refusal.ts";
import { visitContainers } from "./visit-containers.ts";

/**
 * Refuses what a Pod of its operating system cannot have.
 * @source pkg/apis/core/validation/validation.go validateOS, validateLinux, validateWindows, Kubernetes v1.34.1
 */
export function validateOperatingSystem(spec: PodSpec, field: string): Refusals {
  if (!spec.os) return [];
  const { name } = spec.os;
  if (!name) return [required(`${field}.os.name`)];
  if (name === "linux") return validateLinux(spec, field);
  return name === "windows" ? validateWindows(spec, field) : notOneOf(name, ["linux", "windows"], `${field}.os`);
}

function validateLinux(spec: PodSpec, field: string): Refusals {
  const refuse = (context: { readonly windowsOptions?: unknown } | undefined, at: string) =>
    when(context?.windowsOptions, forbidden(`${at}.windowsOptions`, "windows options cannot be set for a linux pod"));
  return [
    ...refuse(spec.securityContext, `${field}.securityContext`),
    ...visitContainers(spec, field, ({ securityContext }, at) => refuse(securityContext, `${at}.securityContext`)),
  ];
}

/** The internal Pod keeps the host's namespaces in its security context; the paths are those of the Pod as it is written. */
function validateWindows(spec: PodSpec, field: string): Refusals {
  const context = spec.securityContext ?? {};
  const refused = [
    ["securityContext.appArmorProfile", context.appArmorProfile],
    ["securityContext.seLinuxOptions", context.seLinuxOptions],
    ["hostUsers", spec.hostUsers],
    ["hostPID", spec.hostPID || undefined],
    ["hostIPC", spec.hostIPC || undefined],
    ["securityContext.seccompProfile", context.seccompProfile],
    ["securityContext.fsGroup", context.fsGroup],
    ["securityContext.fsGroupChangePolicy", context.fsGroupChangePolicy],
    ["securityContext.sysctls", context.sysctls],
    ["shareProcessNamespace", spec.shareProcessNamespace],
    ["securityContext.runAsUser", context.runAsUser],
    ["securityContext.runAsGroup", context.runAsGroup],
    ["securityContext.supplementalGroups", context.supplementalGroups],
    ["securityContext.supplementalGroupsPolicy", context.supplementalGroupsPolicy],
    ["securityContext.seLinuxChangePolicy", context.seLinuxChangePolicy],
  ] as const;
  return [
    ...refused.flatMap(([name, value]) => when(value !== undefined, forbidden(`${field}.${name}`, notOnWindows))),
    ...visitContainers(spec, field, ({ securityContext }, at) =>
      linuxOnly.flatMap((name) =>
        when(securityContext?.[name] !== undefined, forbidden(`${at}.securityContext.${name}`, notOnWindows)),
      ),
    ),
  ];
}

const notOnWindows = "cannot be set for a windows pod";

const linuxOnly: readonly (keyof SecurityContext)[] = [
  "appArmorProfile",
  "seLinuxOptions",
  "seccompProfile",
  "capabilities",
  "readOnlyRootFilesystem",
  "privileged",
  "allowPrivilegeEscalation",
  "procMount",
  "runAsUser",
  "runAsGroup",
];
