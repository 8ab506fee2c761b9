import type { Pod, PodSpec } from "../../kubernetes/types.ts";
import type { FieldPath } from "../../merge/origin.ts";
import { capabilityName } from "./capability-name.ts";
import type { ContainerMount } from "./container-mounts.ts";
import { absolutePath, contains } from "./mount-path.ts";
import type { OwnedContainer } from "./owners.ts";

/** One thing that a container may do and that a plain one may not. */
export interface Privilege {
  /** As the Pod says it: `privileged`, `capability SYS_ADMIN`, `runAsUser 0`. */
  readonly name: string;
  readonly path: FieldPath;
}

/** Every privilege that a container has for itself or from its Pod. */
export function privilegesOf(pod: Pod, own: OwnedContainer, mounts: readonly ContainerMount[]): readonly Privilege[] {
  const { container } = own;
  const at = [...own.path, "securityContext"];
  const found: Privilege[] = [];
  const add = (name: string, ...path: FieldPath): void => void found.push({ name, path });
  const context = container.securityContext;
  if (context?.privileged) add("privileged", ...at, "privileged");
  for (const [index, capability] of (context?.capabilities?.add ?? []).entries())
    add(`capability ${capabilityName(capability)}`, ...at, "capabilities", "add", index);
  if (context?.procMount === "Unmasked") add("procMount Unmasked", ...at, "procMount");
  if (context?.allowPrivilegeEscalation) add("allowPrivilegeEscalation", ...at, "allowPrivilegeEscalation");
  for (const { name, path } of [...inherited(pod, own), ...annotatedAppArmor(pod, own)]) add(name, ...path);
  for (const index of (container.volumeDevices ?? []).keys()) add("volumeDevices", ...own.path, "volumeDevices", index);
  for (const { mount, path, volumes } of mounts.filter((each) => each.container === own)) {
    if (mount.mountPropagation === "Bidirectional") add("Bidirectional mount", ...path);
    for (const socket of volumes.flatMap(({ volume }) => socketsIn(volume.hostPath?.path))) add(socket, ...path);
  }
  return found;
}

/**
 * Whom a container runs as: the user id that it or its Pod states.
 * @returns undefined if the image decides; `runAsNonRoot` says at least that it is not 0
 */
export function userOf(spec: PodSpec | undefined, { container }: OwnedContainer): number | "not 0" | undefined {
  const user = container.securityContext?.runAsUser ?? spec?.securityContext?.runAsUser;
  const nonRoot = container.securityContext?.runAsNonRoot ?? spec?.securityContext?.runAsNonRoot;
  return user ?? (nonRoot ? "not 0" : undefined);
}

/** What a container takes from its Pod's security context where it has none of its own. */
function inherited({ spec }: Pod, own: OwnedContainer): readonly Privilege[] {
  const contexts = [
    { context: own.container.securityContext, at: [...own.path, "securityContext"] },
    { context: spec?.securityContext, at: ["spec", "securityContext"] },
  ];
  const hostProcess = contexts.find(({ context }) => context?.windowsOptions?.hostProcess !== undefined);
  const seccomp = contexts.find(({ context }) => context?.seccompProfile);
  const appArmor = contexts.find(({ context }) => context?.appArmorProfile);
  return [
    ...(hostProcess?.context?.windowsOptions?.hostProcess
      ? [{ name: "hostProcess", path: [...hostProcess.at, "windowsOptions", "hostProcess"] }]
      : []),
    ...(seccomp?.context?.seccompProfile?.type === "Unconfined"
      ? [{ name: "seccomp Unconfined", path: [...seccomp.at, "seccompProfile", "type"] }]
      : []),
    ...(appArmor?.context?.appArmorProfile?.type === "Unconfined"
      ? [{ name: appArmorUnconfined, path: [...appArmor.at, "appArmorProfile", "type"] }]
      : []),
  ];
}

const appArmorUnconfined = "AppArmor Unconfined";

/** The form from before Kubernetes 1.30. */
function annotatedAppArmor({ metadata }: Pod, { name }: OwnedContainer): readonly Privilege[] {
  const key = `container.apparmor.security.beta.kubernetes.io/${name}`;
  if (metadata?.annotations?.[key] !== "unconfined") return [];
  return [{ name: appArmorUnconfined, path: ["metadata", "annotations", key] }];
}

/** Who can talk to one of these is root on the node, also through a read-only mount. */
const runtimeSockets = [
  "/run/docker.sock",
  "/run/containerd/containerd.sock",
  "/run/crio/crio.sock",
  "/run/cri-dockerd.sock",
  "/run/podman/podman.sock",
  "/run/k3s/containerd/containerd.sock",
  "/run/buildkit/buildkitd.sock",
];

function socketsIn(hostPath: string | undefined): readonly string[] {
  if (hostPath === undefined) return [];
  const path = absolutePath(hostPath);
  return runtimeSockets.some((socket) => contains(path, socket) || contains(path, `/var${socket}`))
    ? ["runtime socket"]
    : [];
}
