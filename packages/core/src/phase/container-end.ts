import type { ContainerState, ContainerStatus, PodStatus } from "../kubernetes/types.ts";

export type ContainerEnd = NonNullable<ContainerState["terminated"]>;

/** Init containers first, then the main ones, then those that somebody added to debug. */
export function allContainers(status: PodStatus): readonly ContainerStatus[] {
  return [
    ...(status.initContainerStatuses ?? []),
    ...(status.containerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
  ];
}

/** @source flytek8s/pod_helper.go OOMKilled, flyteorg/flyte v2.0.43: any reason that has the word in it */
export function outOfMemory({ reason = "" }: ContainerEnd): boolean {
  return reason.includes("OOMKilled");
}

/**
 * SIGKILL is not what a task does to itself. 247 is what some runtimes make of it.
 * @source flytek8s/pod_helper.go isTerminatedWithSigKill, flyteorg/flyte v2.0.43
 */
export function wasKilled({ exitCode }: ContainerEnd): boolean {
  return exitCode === 137 || exitCode === 247;
}

/** @source flytek8s/pod_helper.go DemystifyFailure and DeterminePrimaryContainerPhase, flyteorg/flyte v2.0.43: Flyte's own wording */
export function flyteWordsOfEnd(name: string, { exitCode, reason = "", message = "" }: ContainerEnd): string {
  return `\r\n[${name}] terminated with exit code (${exitCode}). Reason [${reason}]. Message: \n${message}.`;
}
