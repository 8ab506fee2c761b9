import { isError, type Problem, type Result, success } from "./problem.ts";

/** The value with its warnings, or, where any problem is an error, every problem. */
export function resultOf<T>(value: T, problems: readonly Problem[]): Result<T> {
  const [first, ...rest] = problems;
  if (first && problems.some(isError)) return { ok: false, problems: [first, ...rest] };
  return success(value, problems);
}
