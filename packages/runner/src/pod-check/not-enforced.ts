import type { Container, Pod, Problem } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import { isDefaultCapability } from "../sandbox/identity.ts";

/**
 * What a Pod asks for and the sandbox does not do: nothing that changes files or the order of events.
 * Images and resource limits are left out: every Flyte Pod has them, and no sandbox ever uses them (docs/sandbox.md).
 * @returns undefined if the Pod asks for none of it
 */
export function notEnforced(pod: Pod, asRoot: boolean): Problem | undefined {
  const lines = [
    ...podLines(pod, asRoot),
    ...containerPlaces(pod).flatMap(([path, container]) => containerLines(path, container, pod, asRoot)),
  ];
  if (lines.length === 0) return undefined;
  return {
    code: "ENGINE_NOT_ENFORCED",
    severity: "warning",
    what: "the sandbox engine does not enforce all that the Pod asks for",
    where: lines.join("\n"),
    fix: "nothing to do where that is fine; run the Pod on a cluster where it is not (docs/sandbox.md)",
  };
}

function podLines({ spec }: Pod, asRoot: boolean): readonly string[] {
  const { runAsUser, runAsGroup, fsGroup, supplementalGroups, sysctls } = spec?.securityContext ?? {};
  const emptyDirs = (spec?.volumes ?? []).flatMap(({ emptyDir }, index) =>
    emptyDir ? [[index, emptyDir] as const] : [],
  );
  return [
    ...given(
      !asRoot && (runAsUser || runAsGroup),
      "spec.securityContext: user and group are names only; all files belong to you",
    ),
    ...given(!asRoot && fsGroup !== undefined, "spec.securityContext.fsGroup: only root can give files to a group"),
    ...given(!asRoot && supplementalGroups?.length, "spec.securityContext.supplementalGroups: only root can set them"),
    ...given(sysctls?.length, "spec.securityContext.sysctls: kernel settings are the machine's"),
    ...given(spec?.dnsConfig, "spec.dnsConfig: names resolve as on this machine"),
    ...given(spec?.hostPID || spec?.hostIPC, "spec.hostPID, spec.hostIPC: processes and IPC stay private"),
    ...emptyDirs.flatMap(([index, { sizeLimit, medium }]) => [
      ...given(sizeLimit, `spec.volumes[${index}].emptyDir.sizeLimit: ${sizeLimit} is not enforced`),
      ...given(medium === "Memory", `spec.volumes[${index}].emptyDir.medium: kept in the folder for temporary files`),
    ]),
  ];
}

function containerLines(
  path: string,
  { securityContext, ...rest }: Container,
  { spec }: Pod,
  asRoot: boolean,
): readonly string[] {
  const beyond = (securityContext?.capabilities?.add ?? []).filter((name) => !isDefaultCapability(name));
  const users = securityContext?.runAsUser || securityContext?.runAsGroup;
  const nonRoot = securityContext?.runAsNonRoot ?? spec?.securityContext?.runAsNonRoot;
  const userId = securityContext?.runAsUser ?? spec?.securityContext?.runAsUser;
  return [
    ...given(!asRoot && users, `${path}.securityContext: user and group are names only; all files belong to you`),
    ...given(
      nonRoot && userId === undefined,
      `${path}.securityContext.runAsNonRoot: the image's user is not known; runs as nobody (65534)`,
    ),
    ...given(securityContext?.privileged, `${path}.securityContext.privileged: never given`),
    ...given(beyond.length, `${path}.securityContext.capabilities.add: ${beyond.join(", ")} not given`),
    ...given(securityContext?.seccompProfile, `${path}.securityContext.seccompProfile: no filter`),
    ...given(rest.readinessProbe, `${path}.readinessProbe: not asked; nothing waits for it`),
    ...given(rest.stdin || rest.tty, `${path}.stdin, tty: no input and no terminal`),
  ];
}

function given(condition: unknown, line: string): readonly string[] {
  return condition ? [line] : [];
}
