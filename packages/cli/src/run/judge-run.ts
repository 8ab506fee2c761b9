import {
  type EndedTask,
  type LiteralMap,
  type PhaseClock,
  type Pod,
  type Problem,
  ProblemError,
  podVerdict,
} from "@podwright/core";
import type { Outcome } from "./read-outcome.ts";

export interface FinishedRun {
  readonly phase: EndedTask;
  readonly outputs?: LiteralMap;
}

export interface EndedRun {
  /** With the status that it ended in. */
  readonly pod: Pod;
  readonly primaryContainerName: string;
  readonly outcome: Outcome;
  /** Whether the task's interface has any. */
  readonly hasOutputs: boolean;
}

/**
 * How a run ended. A Pod that failed has failed whether or not the store can say more of it: there the store's problems
 * are warnings. They stand in the way only where nothing else tells of a failure.
 * @problems those of the outcome
 */
export function judgeRun(run: EndedRun, clock: PhaseClock, warn: (problem: Problem) => void): FinishedRun {
  const { pod, primaryContainerName, hasOutputs } = run;
  const { errorDocument, outputs, problems } = run.outcome;
  const [problem, ...more] = problems;
  if (problem && pod.status?.phase !== "Failed" && !errorDocument) throw new ProblemError([problem, ...more]);
  for (const one of problems) warn({ ...one, severity: "warning" });
  const { task } = podVerdict(
    {
      pod,
      primaryContainerName,
      ...(errorDocument && { errorDocument }),
      ...(hasOutputs && !problem && { outputsFound: outputs !== undefined }),
    },
    clock,
  );
  if (task.phase !== "failed" && task.phase !== "succeeded")
    throw new Error(`the engine left a Pod that is ${task.phase}`);
  return { phase: task, ...(outputs && { outputs }) };
}
