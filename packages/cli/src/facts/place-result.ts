import type { Problem, Result } from "@podwright/core";
import { type PlacedSources, placeProblem } from "./place-problem.ts";

/** A result whose problems name file and line, where they name a document that was read. */
export function placeResult<T>(result: Result<T>, sources: PlacedSources): Result<T> {
  if (result.ok) return { ...result, warnings: result.warnings.map((warning) => placeProblem(warning, sources)) };
  const [first, ...rest] = result.problems;
  const place = (problem: Problem) => placeProblem(problem, sources);
  return { ok: false, problems: [place(first), ...rest.map(place)] };
}
