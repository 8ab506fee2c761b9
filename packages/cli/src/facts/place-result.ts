import type { Problem, Result } from "@podwright/core";
import type { Manifests } from "@podwright/manifests";
import { placeProblem } from "./place-problem.ts";

/** A result whose problems name file and line, where they name a document of the manifests. */
export function placeResult<T>(result: Result<T>, manifests: Manifests): Result<T> {
  if (result.ok) return { ...result, warnings: result.warnings.map((warning) => placeProblem(warning, manifests)) };
  const [first, ...rest] = result.problems;
  const place = (problem: Problem) => placeProblem(problem, manifests);
  return { ok: false, problems: [place(first), ...rest.map(place)] };
}
