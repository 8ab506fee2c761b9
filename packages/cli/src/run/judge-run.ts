import {
  type LiteralMap,
  type PodStatus,
  type Problem,
  ProblemError,
  type TaskPhase,
  taskPhase,
} from "@podwright/core";
import type { Outcome } from "./read-outcome.ts";

export interface FinishedRun {
  readonly phase: TaskPhase;
  readonly outputs?: LiteralMap;
}

export interface EndedRun {
  readonly status: PodStatus;
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
export function judgeRun(run: EndedRun, warn: (problem: Problem) => void): FinishedRun {
  const { status, primaryContainerName, hasOutputs } = run;
  const { errorDocument, outputs, problems } = run.outcome;
  const [problem, ...more] = problems;
  if (problem && status.phase !== "Failed" && !errorDocument) throw new ProblemError([problem, ...more]);
  for (const one of problems) warn({ ...one, severity: "warning" });
  const phase = taskPhase({
    status,
    primaryContainerName,
    ...(errorDocument && { errorDocument }),
    ...(hasOutputs && !problem && { outputsFound: outputs !== undefined }),
  });
  return { phase, ...(outputs && { outputs }) };
}
