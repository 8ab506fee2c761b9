import type { TaskPhase } from "@podwright/core";
import type { Style } from "./style.ts";
import { renderDuration } from "./units.ts";

/**
 * The last line of a run, and below it why the task failed:
 * `succeeded in 1.2 s`, `failed after 0.4 s: InputDownloadFailed (system, recoverable)`.
 */
export function renderVerdict(phase: TaskPhase, milliseconds: number, style: Style): string {
  const time = renderDuration(milliseconds);
  if (phase.phase === "succeeded") return style("green", `succeeded in ${time}`);
  const retry = phase.recoverable ? "recoverable: Flyte would try again if the task allows retries" : "not recoverable";
  const message = phase.message
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
  return `${style("red", `failed after ${time}: ${phase.code}`)} (${phase.kind} error, ${retry})\n${message}`;
}
