import type { ContainerStatus } from "../kubernetes/types.ts";
import { hasFailed, latestEnd } from "./failed-container.ts";

/**
 * How a container stands, in the wording that Flyte has for one that has ended.
 * @returns a line, and below it what the container or the kubelet had to say; both lines of a container that crashes in a loop
 * @source flytek8s/pod_helper.go DemystifyFailure, flyteorg/flyte v2.0.43
 */
export function describeContainer(status: ContainerStatus): string {
  return [describeWait(status), describeEnd(status)].filter(Boolean).join("\n") || `[${status.name}] runs.`;
}

/** @returns empty if it has not ended */
export function describeEnd(status: ContainerStatus): string {
  const end = latestEnd(status);
  if (!end) return "";
  return `[${status.name}] terminated with exit code (${end.exitCode}). Reason [${end.reason ?? ""}].${below(end.message)}`;
}

/** One text for each of these containers that failed. */
export function describeFailures(containers: readonly ContainerStatus[]): readonly string[] {
  return containers.filter(hasFailed).map(describeEnd);
}

function describeWait({ name, state }: ContainerStatus): string {
  const waiting = state?.waiting;
  return waiting ? `[${name}] waits. Reason [${waiting.reason ?? ""}].${below(waiting.message)}` : "";
}

function below(message: string | undefined): string {
  return message ? ` Message:\n${message.trimEnd()}` : "";
}
