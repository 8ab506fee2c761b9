import type { EngineName } from "@podwright/runner";
import type { DoctorContext } from "./doctor-context.ts";

/** One thing that doctor looks at. Checks run at the same time and are told in their order. */
export interface Check {
  /** One or two words. */
  readonly name: string;
  /** An engine that works here when this check, and every other one of this engine, ends well, that is `ok` or `warning`. */
  readonly engine?: EngineName;
  /**
   * @param signal - aborted when the check's time is over; what the check began ends then
   * @throws ProblemError, which is told as `failed`
   */
  readonly run: (context: DoctorContext, signal: AbortSignal) => Promise<Finding>;
}

/** `skipped`: what it needs is not there, which may be as it should be; `what` says why. */
export type CheckStatus = "ok" | "warning" | "failed" | "skipped";

/** What a check found. Holds no secret's value. */
export interface Finding {
  readonly status: CheckStatus;
  /** One line in lower case. */
  readonly what: string;
  /** More of it, a line each. */
  readonly details?: readonly string[];
  /** What to do about it, or `what` would be like without it; may have several lines. Absent where there is nothing to do. */
  readonly fix?: string;
  /** The Pods that an engine runs here, where it works but not for all. */
  readonly runsOnly?: string;
}

/** A finding, and whose it is. */
export interface CheckResult extends Finding {
  readonly name: string;
  readonly engine?: EngineName;
}

export function ok(what: string, details: readonly string[] = []): Finding {
  return { status: "ok", what, ...(details.length > 0 && { details }) };
}

export function skipped(what: string, fix?: string): Finding {
  return { status: "skipped", what, ...(fix !== undefined && { fix }) };
}
