import type { SecurityContext } from "../../kubernetes/gen/types.ts";
import { badId } from "./ranges.ts";
import { invalid, notOneOf, type Refusals, typed, when } from "./refusal.ts";
import { validateAppArmor, validateSeccomp } from "./security-profiles.ts";
import { validateWindowsOptions } from "./windows-options.ts";

/**
 * Refuses a container's security context. Privileged containers are allowed, as in all common clusters.
 * @param hostUsers - whether the Pod lives in the host's user namespace
 * @source pkg/apis/core/validation/validation.go ValidateSecurityContext, Kubernetes v1.34.1
 */
export function validateSecurityContext(
  context: SecurityContext | undefined,
  field: string,
  hostUsers: boolean,
): Refusals {
  if (!context) return [];
  const { runAsUser, runAsGroup, procMount, seccompProfile, windowsOptions, appArmorProfile } = context;
  return [
    ...badId(`${field}.runAsUser`, runAsUser),
    ...badId(`${field}.runAsGroup`, runAsGroup),
    ...notOneOf(procMount, procMounts, `${field}.procMount`),
    ...when(
      hostUsers && procMount === "Unmasked",
      invalid(`${field}.procMount`, typed(procMount), "`hostUsers` must be false to use `Unmasked`"),
    ),
    ...validateSeccomp(seccompProfile, `${field}.seccompProfile`),
    ...validateEscalation(context, field),
    ...validateWindowsOptions(windowsOptions, `${field}.windowsOptions`),
    ...validateAppArmor(appArmorProfile, `${field}.appArmorProfile`),
  ];
}

const procMounts = ["Default", "Unmasked"];

function validateEscalation(context: SecurityContext, field: string): Refusals {
  if (context.allowPrivilegeEscalation !== false) return [];
  const refused = (what: string) =>
    invalid(field, typed(goForm(context)), `cannot set \`allowPrivilegeEscalation\` to false and ${what}`);
  const admins = (context.capabilities?.add ?? []).filter((name) => name === "CAP_SYS_ADMIN");
  return [
    ...when(context.privileged, refused("`privileged` to true")),
    ...admins.map(() => refused("`capabilities.Add` CAP_SYS_ADMIN")),
  ];
}

/** The context as Go prints its own struct. @source pkg/apis/core/types.go SecurityContext, Kubernetes v1.34.1 */
function goForm(context: SecurityContext): object {
  const { capabilities, seLinuxOptions: linux, windowsOptions: windows, seccompProfile, appArmorProfile } = context;
  return {
    Capabilities: capabilities ? { Add: capabilities.add ?? null, Drop: capabilities.drop ?? null } : null,
    Privileged: context.privileged ?? null,
    SELinuxOptions: linux
      ? { User: linux.user ?? "", Role: linux.role ?? "", Type: linux.type ?? "", Level: linux.level ?? "" }
      : null,
    WindowsOptions: windows
      ? {
          GMSACredentialSpecName: windows.gmsaCredentialSpecName ?? null,
          GMSACredentialSpec: windows.gmsaCredentialSpec ?? null,
          RunAsUserName: windows.runAsUserName ?? null,
          HostProcess: windows.hostProcess ?? null,
        }
      : null,
    RunAsUser: context.runAsUser ?? null,
    RunAsGroup: context.runAsGroup ?? null,
    RunAsNonRoot: context.runAsNonRoot ?? null,
    ReadOnlyRootFilesystem: context.readOnlyRootFilesystem ?? null,
    AllowPrivilegeEscalation: context.allowPrivilegeEscalation ?? null,
    ProcMount: context.procMount ?? null,
    SeccompProfile: profileForm(seccompProfile),
    AppArmorProfile: profileForm(appArmorProfile),
  };
}

function profileForm(profile: SecurityContext["seccompProfile"]): object | null {
  return profile ? { Type: profile.type, LocalhostProfile: profile.localhostProfile ?? null } : null;
}
