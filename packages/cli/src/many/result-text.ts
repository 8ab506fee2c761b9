import { renderProblem } from "@podwright/core";
import type { Style } from "../output/style.ts";
import { renderDuration } from "../output/units.ts";
import { renderVerdict } from "../output/verdict.ts";
import type { TaskResult } from "../run/task-result.ts";

/** How a task came out; below it, what its log has more of. */
export function renderResult(result: TaskResult, style: Style): string {
  const { verdict, startedAt, endedAt, logFile } = result;
  const milliseconds = endedAt.getTime() - startedAt.getTime();
  const log = logFile === undefined ? [] : [`  log ${logFile}`];
  switch (verdict.verdict) {
    case "succeeded":
      return renderVerdict({ phase: "succeeded" }, milliseconds, style);
    case "failed":
      return [shortened(renderVerdict(verdict.failure, milliseconds, style)), ...log].join("\n");
    case "refused":
      return verdict.problems.map(renderProblem).join("\n");
    case "stopped":
      return [`${style("yellow", "stopped")} after ${renderDuration(milliseconds)}`, ...log].join("\n");
    case "not-started":
      return style("yellow", "not started");
    case "bug":
      return verdict.stack;
    case "detached":
      return `${style("yellow", "detached")} after ${renderDuration(milliseconds)}: podwright attach ${result.run?.name} --namespace ${result.run?.namespace}`;
  }
}

/** Verdicts stand one below the other here; the whole of a long one is in the task's log. */
const mostLines = 12;

function shortened(text: string): string {
  const lines = text.split("\n");
  return lines.length <= mostLines ? text : [...lines.slice(0, mostLines - 1), "  …"].join("\n");
}

/** `198 succeeded, 2 failed in 1 min 3 s`. */
export function renderSummary(results: readonly TaskResult[], milliseconds: number, style: Style): string {
  const parts = summaryOrder.flatMap(([verdict, words, format]) => {
    const count = results.filter((result) => result.verdict.verdict === verdict).length;
    return count === 0 ? [] : [style(format, `${count} ${words}`)];
  });
  return `${parts.join(", ")} in ${renderDuration(milliseconds)}`;
}

const summaryOrder = [
  ["succeeded", "succeeded", "green"],
  ["failed", "failed", "red"],
  ["refused", "could not be run", "red"],
  ["bug", "met a bug of podwright", "red"],
  ["stopped", "stopped", "yellow"],
  ["not-started", "not started", "yellow"],
  ["detached", "detached", "yellow"],
] as const;
