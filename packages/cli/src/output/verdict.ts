import { copilotErrorCodes, type EndedTask, type FailedContainer } from "@podwright/core";
import type { Style } from "./style.ts";
import { renderDuration } from "./units.ts";
import { visibleText } from "./visible-text.ts";

/**
 * The last line of a run, and below it what Flyte makes of a failure: `succeeded in 1.2 s`, or
 * `failed after 0.4 s (system error): the inputs were not downloaded, so the task did not start: InputDownloadFailed: …`.
 */
export function renderVerdict(phase: EndedTask, milliseconds: number, style: Style): string {
  const time = renderDuration(milliseconds);
  if (phase.phase === "succeeded") return style("green", `succeeded in ${time}`);
  const { container, kind, code, recoverable } = phase;
  const [first = "", ...rest] = phase.message.split("\n").map(visibleText);
  const cause = container ? renderCause(container) : first === "" ? code : `${code}: ${first}`;
  const retry = recoverable
    ? "recoverable: Flyte would try again if the task allows retries"
    : "not recoverable: Flyte would not try again";
  const below = [`code ${code}, ${retry}`, ...(container ? [first, ...rest] : rest)];
  return [
    `${style("red", `failed after ${time}`)} (${kind} error): ${visibleText(cause)}`,
    ...below.map((line) => `  ${line}`.trimEnd()),
  ].join("\n");
}

function renderCause({ name, role, exitCode, reason, words }: FailedContainer): string {
  if (role === "init" && words?.startsWith(`${copilotErrorCodes.download}: `)) {
    return `the inputs were not downloaded, so the task did not start: ${words}`;
  }
  const what = role === "init" ? "init container" : "container";
  const why = reason === "" || reason === "Error" ? "" : ` (${reason})`;
  return `${what} ${name} failed with exit code ${exitCode}${why}${words === undefined ? "" : `: ${words}`}`;
}
