import type { Pod } from "@podwright/core";
import { isDefaultCapability } from "../capabilities.ts";
import { isAccountTokenVolume } from "../volumes/account-token.ts";
import { type Asked, asked, type LimitFeature, ofContainers, type SoftFeature } from "./engine-traits.ts";

type Ask = (pod: Pod) => readonly Asked[];

/** Where a Pod asks for each feature, in the order in which warnings list them. */
export const softFeatures: Readonly<Record<SoftFeature, Ask>> = {
  users: (pod) => [...asked("spec.securityContext", usersOf(pod.spec)), ...ofContainers(pod, ownUsers)],
  fsGroup: ({ spec }) => asked("spec.securityContext.fsGroup", spec?.securityContext?.fsGroup),
  supplementalGroups: ({ spec }) =>
    asked("spec.securityContext.supplementalGroups", spec?.securityContext?.supplementalGroups),
  imageUser: (pod) =>
    ofContainers(pod, (path, { securityContext: own }) => {
      const all = pod.spec?.securityContext;
      const unnamed = (own?.runAsUser ?? all?.runAsUser) === undefined;
      return asked(`${path}.securityContext.runAsNonRoot`, unnamed && (own?.runAsNonRoot ?? all?.runAsNonRoot));
    }),
  sysctls: ({ spec }) => asked("spec.securityContext.sysctls", spec?.securityContext?.sysctls),
  dns: ({ spec }) => asked("spec.dnsConfig", spec?.dnsConfig),
  hostProcesses: ({ spec }) => [...asked("spec.hostPID", spec?.hostPID), ...asked("spec.hostIPC", spec?.hostIPC)],
  volumeSizes: ({ spec }) =>
    (spec?.volumes ?? []).flatMap(({ emptyDir }, index) =>
      asked(`spec.volumes[${index}].emptyDir.sizeLimit`, emptyDir?.sizeLimit, emptyDir?.sizeLimit),
    ),
  memoryVolumes: ({ spec }) =>
    (spec?.volumes ?? []).flatMap(({ emptyDir }, index) =>
      asked(`spec.volumes[${index}].emptyDir.medium`, emptyDir?.medium === "Memory"),
    ),
  accountTokens: ({ spec }) =>
    (spec?.volumes ?? []).flatMap((volume, index) =>
      asked(`spec.volumes[${index}] (${volume.name})`, isAccountTokenVolume(volume)),
    ),
  mountPropagation: (pod) =>
    ofContainers(pod, (path, { volumeMounts = [] }) =>
      volumeMounts.flatMap(({ mountPropagation }, index) =>
        asked(
          `${path}.volumeMounts[${index}].mountPropagation`,
          mountPropagation && mountPropagation !== "None",
          mountPropagation,
        ),
      ),
    ),
  privileged: (pod) =>
    ofContainers(pod, (path, { securityContext }) =>
      asked(`${path}.securityContext.privileged`, securityContext?.privileged),
    ),
  furtherCapabilities: (pod) =>
    ofContainers(pod, (path, { securityContext }) => {
      const beyond = (securityContext?.capabilities?.add ?? []).filter((name) => !isDefaultCapability(name));
      return asked(`${path}.securityContext.capabilities.add`, beyond, beyond.join(", "));
    }),
  securityProfiles: profiles((type) => type === "RuntimeDefault" || type === "Unconfined"),
  localProfiles: profiles((type) => type === "Localhost" || type === "SELinux"),
  procMount: (pod) =>
    ofContainers(pod, (path, { securityContext }) =>
      asked(`${path}.securityContext.procMount`, securityContext?.procMount === "Unmasked"),
    ),
  terminals: (pod) => ofContainers(pod, (path, { stdin, tty }) => asked(`${path}.stdin, tty`, stdin || tty)),
  memoryLimits: limitsOf("memoryLimits"),
  cpuLimits: limitsOf("cpuLimits"),
  storageLimits: limitsOf("storageLimits"),
  deviceLimits: limitsOf("deviceLimits"),
};

export const limitFeatures: readonly LimitFeature[] = ["memoryLimits", "cpuLimits", "storageLimits", "deviceLimits"];

/** What an engine has to do for a limit of a resource to hold. */
export function limitFeatureOf(resource: string): LimitFeature {
  if (resource === "memory") return "memoryLimits";
  if (resource === "cpu") return "cpuLimits";
  return resource === "ephemeral-storage" ? "storageLimits" : "deviceLimits";
}

type UserFields = { readonly securityContext?: { readonly runAsUser?: number; readonly runAsGroup?: number } };

function usersOf(of: UserFields | undefined): boolean {
  return Boolean(of?.securityContext?.runAsUser || of?.securityContext?.runAsGroup);
}

function ownUsers(path: string, container: UserFields): readonly Asked[] {
  return asked(`${path}.securityContext`, usersOf(container));
}

/** Of the Pod and of its containers: those of one of these types; `SELinux` stands for a label. */
function profiles(isMeant: (type: string | undefined) => boolean): Ask {
  const of = (path: string, context: ProfileFields | undefined): readonly Asked[] => {
    const { seccompProfile, appArmorProfile, seLinuxOptions } = context ?? {};
    return [
      ...asked(`${path}.seccompProfile`, isMeant(seccompProfile?.type)),
      ...asked(`${path}.appArmorProfile`, isMeant(appArmorProfile?.type)),
      ...asked(`${path}.seLinuxOptions`, seLinuxOptions && isMeant("SELinux")),
    ];
  };
  return (pod) => [
    ...of("spec.securityContext", pod.spec?.securityContext),
    ...ofContainers(pod, (path, { securityContext }) => of(`${path}.securityContext`, securityContext)),
  ];
}

interface ProfileFields {
  readonly seccompProfile?: { readonly type?: string };
  readonly appArmorProfile?: { readonly type?: string };
  readonly seLinuxOptions?: object;
}

function limitsOf(feature: LimitFeature): Ask {
  return (pod) =>
    ofContainers(pod, (path, { resources }) =>
      Object.entries(resources?.limits ?? {}).flatMap(([resource, limit]) =>
        asked(`${path}.resources.limits.${resource}`, limitFeatureOf(resource) === feature, limit),
      ),
    );
}
