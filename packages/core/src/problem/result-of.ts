import { type Problem, type Result, success } from "./problem.ts";

/** The value with its warnings, or, where any problem is more than a warning, every problem. */
export function resultOf<T>(value: T, problems: readonly Problem[]): Result<T> {
  const [first, ...rest] = problems;
  if (first && problems.some((problem) => problem.severity !== "warning"))
    return { ok: false, problems: [first, ...rest] };
  return success(value, problems);
}
