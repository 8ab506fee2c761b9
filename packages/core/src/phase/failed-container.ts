import type { ContainerState, ContainerStatus } from "../kubernetes/types.ts";

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

export function failedContainer(status: ContainerStatus, role: FailedContainer["role"]): FailedContainer | undefined {
  const end = terminatedState(status);
  if (!end || end.exitCode === 0) return undefined;
  const lines = (end.message ?? "").split("\n").flatMap((line) => line.trim() || []);
  const words = role === "init" ? lines[0] : lines.at(-1);
  return { name: status.name, role, exitCode: end.exitCode, reason: end.reason ?? "", ...(words && { words }) };
}

export function hasFailed(status: ContainerStatus): boolean {
  return (terminatedState(status)?.exitCode ?? 0) !== 0;
}

/** Of a container that crashes in a loop, its last end. */
export function terminatedState({ state, lastState }: ContainerStatus): ContainerState["terminated"] {
  return state?.terminated ?? (state?.waiting?.reason === "CrashLoopBackOff" ? lastState?.terminated : undefined);
}
