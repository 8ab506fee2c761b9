import type { ContainerStatus } from "../kubernetes/types.ts";
import type { ContainerEnd } from "./container-end.ts";

/** A container that failed, with its own words for it. */
export interface FailedContainer {
  readonly name: string;
  /** Sidecars are init containers. */
  readonly role: "init" | "main";
  readonly exitCode: number;
  /** The kubelet's word, such as `Error` or `OOMKilled`; may be empty. */
  readonly reason: string;
  /**
   * One line of its termination message: an init container's first, where the copilot says what is wrong; a main container's
   * last, since Flyte makes it the end of the log. Absent: it left none.
   */
  readonly words?: string;
}

/**
 * @param inits - of the container's Pod
 * @returns undefined if it has not failed
 */
export function failedContainer(
  status: ContainerStatus,
  inits: readonly ContainerStatus[],
): FailedContainer | undefined {
  const end = latestEnd(status);
  if (!end || end.exitCode === 0) return undefined;
  const role = inits.includes(status) ? "init" : "main";
  const lines = (end.message ?? "").split("\n").flatMap((line) => line.trim() || []);
  const words = role === "init" ? lines[0] : lines.at(-1);
  return { name: status.name, role, exitCode: end.exitCode, reason: end.reason ?? "", ...(words && { words }) };
}

/** The last init container that failed: none after it was begun, and sidecars before it end because of it. */
export function failedInit(inits: readonly ContainerStatus[]): ContainerStatus | undefined {
  return inits.findLast(hasFailed);
}

export function hasFailed(status: ContainerStatus): boolean {
  return (latestEnd(status)?.exitCode ?? 0) !== 0;
}

/** Of a container that crashes in a loop, its last end. */
export function latestEnd({ state, lastState }: ContainerStatus): ContainerEnd | undefined {
  return state?.terminated ?? (state?.waiting?.reason === "CrashLoopBackOff" ? lastState?.terminated : undefined);
}
