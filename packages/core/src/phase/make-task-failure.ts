import type { FailedContainer } from "./failed-container.ts";
import type { TaskFailure } from "./task-phase.ts";

/**
 * A failure that may be retried.
 * @param lines - empty ones are left out
 */
export function makeTaskFailure(
  kind: TaskFailure["kind"],
  code: string,
  lines: readonly string[],
  container?: FailedContainer,
): TaskFailure {
  const message = lines.filter(Boolean).join("\n");
  return { phase: "failed", kind, recoverable: true, code, message, ...(container && { container }) };
}
