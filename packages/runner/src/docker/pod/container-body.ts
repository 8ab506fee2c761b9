import type { PodSpec, Problem } from "@podwright/core";
import type { ContainerCreateOptions, HostConfig } from "dockerode";
import type { ContainerPlan } from "../../plan-containers.ts";
import type { Engine } from "../engine/connect-engine.ts";
import type { ImageFacts } from "../images/ensure-images.ts";
import { capabilityOptions } from "./capabilities.ts";
import { type PodNetwork, podNames } from "./pause-body.ts";
import { resourceOptions } from "./resource-options.ts";

/** What a container is made of apart from its plan. */
export interface ContainerPlace {
  readonly engine: Pick<Engine, "kind" | "limits">;
  readonly spec: PodSpec;
  readonly hostname: string;
  readonly image: ImageFacts;
  /** The id of the container whose network and IPC it shares. */
  readonly pause: string;
  readonly network: PodNetwork;
  /** `SOURCE:TARGET:OPTIONS` */
  readonly binds: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** A container as the Docker API makes it. */
export function containerBody(plan: ContainerPlan, place: ContainerPlace): ContainerCreateOptions {
  const { container, environment } = plan;
  const { engine, image, labels, hostname, network } = place;
  const namesItself = engine.kind === "Podman" || network === "host";
  return {
    Image: image.id,
    Entrypoint: [...commandOf(plan, image)],
    Cmd: [],
    Env: [...environmentOf(image.environment, environment, hostname)],
    WorkingDir: container.workingDir || image.workingDir || "/",
    User: userOf(plan, place.spec, image),
    // Docker takes it from the pause container; Podman would name each by its id.
    ...(namesItself && !place.spec.hostNetwork ? { Hostname: hostname } : {}),
    Tty: container.tty ?? false,
    OpenStdin: container.stdin ?? false,
    Labels: { ...labels },
    ...(image.healthcheck ? { Healthcheck: { Test: ["NONE"] } } : {}),
    HostConfig: hostConfig(plan, place),
  };
}

/** The image's variables, and the Pod's over them. */
function environmentOf(
  image: readonly string[],
  own: ReadonlyMap<string, string>,
  hostname: string,
): readonly string[] {
  const split = (variable: string): [string, string] => {
    const at = variable.indexOf("=");
    return at < 0 ? [variable, ""] : [variable.slice(0, at), variable.slice(at + 1)];
  };
  const all = new Map([["HOSTNAME", hostname], ...image.map(split), ...own]);
  return [...all].map(([name, value]) => `${name}=${value}`);
}

/**
 * The whole command line: `command` replaces the image's entry point and its arguments, `args` only the arguments.
 * @source kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container
 */
function commandOf({ command, args }: ContainerPlan, image: ImageFacts): readonly string[] {
  if (command.length > 0) return [...command, ...args];
  return [...image.entrypoint, ...(args.length > 0 ? args : image.command)];
}

function hostConfig(plan: ContainerPlan, place: ContainerPlace): HostConfig {
  const { engine, spec, image, pause, network, binds } = place;
  const { container } = plan;
  const { securityContext } = container;
  const { fsGroup, supplementalGroups = [] } = spec.securityContext ?? {};
  const readOnly = securityContext?.readOnlyRootFilesystem ?? false;
  const shared = `container:${pause}`;
  return {
    // An ordinary user's Podman cannot join the machine's network through another container.
    ...(network === "host" ? { NetworkMode: "host", ...podNames(spec) } : { NetworkMode: shared }),
    IpcMode: spec.hostIPC ? "host" : shared,
    ...(spec.hostPID ? { PidMode: "host" } : spec.shareProcessNamespace ? { PidMode: shared } : {}),
    Binds: [...binds],
    GroupAdd: [...supplementalGroups, ...(fsGroup === undefined ? [] : [fsGroup])].map(String),
    Privileged: securityContext?.privileged ?? false,
    ...(capabilityOptions(container, isRoot(plan, spec, image) ? "root" : "other") as HostConfig),
    SecurityOpt: [...securityOptions(plan, spec)],
    ReadonlyRootfs: readOnly,
    ...(readOnly && engine.kind === "Podman" ? { Tmpfs: readOnlyTemporaries(binds) } : {}),
    ...resourceOptions(container, engine.limits),
    // We read the output from the beginning; the engine need not keep it.
    LogConfig: { Type: "none", Config: {} },
  };
}

function securityOptions({ container, program }: ContainerPlan, spec: PodSpec): readonly string[] {
  const own = container.securityContext;
  const seccomp = own?.seccompProfile ?? spec.securityContext?.seccompProfile;
  const appArmor = own?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
  return [
    ...(own?.allowPrivilegeEscalation === false ? ["no-new-privileges"] : []),
    ...(seccomp?.type === "Unconfined" ? ["seccomp=unconfined"] : []),
    ...(appArmor?.type === "Unconfined" ? ["apparmor=unconfined"] : []),
    // Folders of this machine stay labelled as they are.
    ...(program?.writes.length ? ["label=disable"] : []),
  ];
}

/** Podman puts writable memory over these folders of a read-only root; a kubelet does not. */
function readOnlyTemporaries(binds: readonly string[]): Record<string, string> {
  const taken = new Set(binds.map((bind) => bind.split(":")[1]));
  const folders = ["/tmp", "/var/tmp", "/run"].filter((path) => !taken.has(path));
  return Object.fromEntries(folders.map((path) => [path, "ro"]));
}

function userOf({ container }: ContainerPlan, spec: PodSpec, image: ImageFacts): string {
  const { userId, groupId } = numbersOf(container, spec);
  if (userId === undefined && groupId === undefined) return image.user;
  const user = userId === undefined ? image.user.split(":")[0] || "0" : String(userId);
  return groupId === undefined ? user : `${user}:${groupId}`;
}

function numbersOf({ securityContext: own }: ContainerPlan["container"], { securityContext: all }: PodSpec) {
  return { userId: own?.runAsUser ?? all?.runAsUser, groupId: own?.runAsGroup ?? all?.runAsGroup };
}

function isRoot({ container }: ContainerPlan, spec: PodSpec, image: ImageFacts): boolean {
  const { userId } = numbersOf(container, spec);
  return userId === undefined ? ["", "0", "root"].includes(image.user.split(":")[0] ?? "") : userId === 0;
}

/**
 * What is wrong with a container once its image is known: nothing to run, or a root that the Pod forbids.
 * @problems POD_INVALID, CONTAINER_COMMAND_MISSING
 * @source pkg/kubelet/kuberuntime/security_context.go verifyRunAsNonRoot, kubernetes/kubernetes v1.34
 */
export function imageProblems(plan: ContainerPlan, spec: PodSpec, image: ImageFacts): readonly Problem[] {
  const { where, container } = plan;
  const { name } = container;
  const nonRoot = container.securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot ?? false;
  const unnamed = numbersOf(container, spec).userId === undefined;
  const user = image.user.split(":")[0] ?? "";
  const problems: Problem[] = [];
  if (commandOf(plan, image).length === 0) {
    problems.push({
      code: "CONTAINER_COMMAND_MISSING",
      what: `container ${name} has no command, and neither has its image ${container.image ?? ""}`,
      where: `${where}.command`,
      fix: "set `command` to the program that is to run",
    });
  }
  if (nonRoot && unnamed && !(/^\d+$/.test(user) && Number(user) > 0)) {
    const root = isRoot(plan, spec, image);
    problems.push({
      code: "POD_INVALID",
      what: root
        ? `container ${name} has runAsNonRoot, and its image runs as root; on Kubernetes it would not start`
        : `container ${name} has runAsNonRoot, and its image's user ${user} is no number, so that nobody knows whether it is root; on Kubernetes it would not start`,
      where: `${where}.securityContext`,
      fix: "set runAsUser to a user other than 0, or leave runAsNonRoot out",
    });
  }
  return problems;
}
