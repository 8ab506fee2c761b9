import { exitCodeOf, exitCodes, type Problem } from "@podwright/core";
import type { TaskResult } from "./task-result.ts";

/** What a shell reports of a process that Ctrl-C ended. */
export const exitCodeInterrupted = 130;

/**
 * Of many tasks: 1 if one failed, whatever became of the others; 70 if one met a bug; else that of the problems of those that could not be run.
 * @param ofAll - problems that are no single task's
 */
export function exitCodeOfAll(results: readonly TaskResult[], ofAll: readonly Problem[]): number {
  const verdicts = results.map(({ verdict }) => verdict);
  if (verdicts.some(({ verdict }) => verdict === "failed")) return exitCodes.taskFailed;
  if (verdicts.some(({ verdict }) => verdict === "bug")) return exitCodes.bug;
  const ofTasks = verdicts.flatMap((verdict) => (verdict.verdict === "refused" ? verdict.problems : []));
  return exitCodeOf([...ofAll, ...ofTasks]);
}
