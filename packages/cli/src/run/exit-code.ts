import { exitCodeOf, exitCodes } from "@podwright/core";
import type { TaskResult } from "./task-result.ts";

/** What a shell reports of a process that Ctrl-C ended. */
export const exitCodeInterrupted = 130;

/** Of many tasks: 1 if one failed, whatever became of the others; else that of the problems of those that could not be run. */
export function exitCodeOfAll(results: readonly TaskResult[]): number {
  const verdicts = results.map(({ verdict }) => verdict);
  if (verdicts.some(({ verdict }) => verdict === "failed")) return exitCodes.taskFailed;
  const problems = verdicts.flatMap((verdict) => (verdict.verdict === "refused" ? verdict.problems : []));
  return problems.length > 0 ? exitCodeOf(problems) : exitCodes.ok;
}
