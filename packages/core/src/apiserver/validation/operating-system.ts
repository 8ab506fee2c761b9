import type { PodSpec, SecurityContext } from "../../kubernetes/gen/types.ts";
import { forbidden, invalid, notOneOf, type Refusals, required, when } from "./refusal.ts";
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

/**
 * In a Pod with a Windows HostProcess container all are such, on the host's network.
 * @source pkg/apis/core/validation/validation.go validateWindowsHostProcessPod, Kubernetes v1.34.1
 */
export function validateHostProcess(spec: PodSpec, field: string): Refusals {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const states: boolean[] = [];
  const rule = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
  const different = visitContainers(spec, field, ({ securityContext }, at) => {
    const own = securityContext?.windowsOptions?.hostProcess;
    states.push(own ?? ofPod ?? false);
    const differs = ofPod !== undefined && own !== undefined && own !== ofPod;
    return when(differs, invalid(`${at}.securityContext.windowsOptions.hostProcess`, own ?? false, rule));
  });
  if (!states.includes(true)) return different;
  return [
    ...different,
    ...when(
      states.includes(false),
      invalid(
        field,
        "",
        "If pod contains any hostProcess containers then all containers must be HostProcess containers",
      ),
    ),
    ...when(
      !spec.hostNetwork,
      invalid(`${field}.hostNetwork`, false, "hostNetwork must be true if pod contains any hostProcess containers"),
    ),
  ];
}

/**
 * A Pod with users of its own shares no namespace with the host and has no raw volumes.
 * @source pkg/apis/core/validation/validation.go validateHostUsers, Kubernetes v1.34.1
 */
export function validateHostUsers(spec: PodSpec, field: string): Refusals {
  if (spec.hostUsers !== false) return [];
  const rule = "when `hostUsers` is false";
  return [
    ...when(spec.hostNetwork, forbidden(`${field}.hostNetwork`, rule)),
    ...when(spec.hostPID, forbidden(`${field}.HostPID`, rule)),
    ...when(spec.hostIPC, forbidden(`${field}.HostIPC`, rule)),
    ...visitContainers(spec, field, ({ volumeDevices }, at) =>
      when(volumeDevices?.length, forbidden(`${at}.volumeDevices`, rule)),
    ),
  ];
}
