import { type LintInput, type Problem, problemsOf, type Result } from "@podwright/core";
import type { ManifestObject } from "../manifest-object.ts";
import { type DocumentPath, renderLocation, type SourceLocation } from "../source-location.ts";

type PlacedProblem = LintInput["problems"][number];

/** Reads an object with a decoder whose problems name places as text, and gives their paths as data. */
export function placedReading<Kind extends string>(
  object: ManifestObject<Kind>,
  decode: (object: ManifestObject<Kind>) => Result<object>,
): { readonly result: Result<object>; readonly problems: readonly PlacedProblem[] } {
  const paths = new Map<string, DocumentPath>();
  const locate = (path: DocumentPath): SourceLocation => {
    const location = object.locate(path);
    paths.set(renderLocation(location, path), path);
    return location;
  };
  const result = decode({ ...object, locate });
  const problems = problemsOf([result]).map((problem) => ({
    problem,
    place: { document: object.document, path: paths.get(problem.where ?? "") ?? [] },
  }));
  return { result, problems };
}

/** A problem of a text that gave no document: its place stands for one, as `FILE:LINE:COLUMN` or as the file alone. */
export function placeOfText(problem: Problem): PlacedProblem {
  const { where = "" } = problem;
  return { problem, place: { document: /^(.*:\d+:\d+),? /.exec(where)?.[1] ?? where, path: [] } };
}
