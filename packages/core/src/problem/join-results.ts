import type { Problem, Result } from "./problem.ts";

/** All that some results have to say: the problems of those that failed, the warnings of the others. For `resultOf`. */
export function problemsOf(results: readonly Result<unknown>[]): readonly Problem[] {
  return results.flatMap((result) => (result.ok ? result.warnings : result.problems));
}

/** The values of those results that have one. */
export function valuesOf<T>(results: readonly Result<T>[]): readonly T[] {
  return results.flatMap((result) => (result.ok ? [result.value] : []));
}
