import type { Problem, Result } from "./problem.ts";
import { renderProblem } from "./render-problem.ts";

/** How shells carry problems to `main.ts`; any other error is a bug and keeps its stack. */
export class ProblemError extends Error {
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(problems: readonly [Problem, ...Problem[]], options?: ErrorOptions) {
    super(problems.map(renderProblem).join("\n"), options);
    this.name = "ProblemError";
    this.problems = problems;
  }
}

/** The value of a result; its problems are thrown as one ProblemError. Warnings are the caller's to report. */
export function valueOrThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemError(result.problems);
}
