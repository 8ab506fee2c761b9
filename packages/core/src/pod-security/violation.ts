import type { ObjectMeta, PodSpec } from "../kubernetes/types.ts";

/** How strict a Pod Security Standard is; `restricted` asks for all that `baseline` does, and more. */
export type PodSecurityLevel = "baseline" | "restricted";

/** What is judged: a Pod, or a PodTemplate's `template`. */
export interface JudgedPod {
  readonly metadata?: Pick<ObjectMeta, "annotations">;
  readonly spec: PodSpec;
}

/** One field of a Pod that a standard refuses. */
export interface PodSecurityViolation {
  /** Kubernetes' own name of the check: `allowPrivilegeEscalation`. */
  readonly control: string;
  /** The level that has this check. */
  readonly level: PodSecurityLevel;
  /** The field from the Pod's root; it may be absent from the Pod, where the standard demands it. */
  readonly path: readonly (string | number)[];
  /** Absent: the Pod as a whole. */
  readonly container?: string;
  /** What has to be otherwise: `must set securityContext.allowPrivilegeEscalation=false`. */
  readonly what: string;
  /** Values of a container's `securityContext` that satisfy the check; absent where something has to be taken away. */
  readonly mend?: Readonly<Record<string, unknown>>;
}

/** What one check finds wrong; the level and the name of the check are added by who asks. */
export type Fault = Omit<PodSecurityViolation, "control" | "level">;

/** One check of a standard. */
export interface PodSecurityControl {
  readonly id: string;
  readonly level: PodSecurityLevel;
  /** Checks of `baseline` that this one takes the place of. */
  readonly overrides?: readonly string[];
  readonly faultsOf: (pod: JudgedPod) => readonly Fault[];
}
