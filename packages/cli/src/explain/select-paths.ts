import { findFields, type Pod, ProblemError, problemsOf, valuesOf } from "@podwright/core";

/** Whether a path of the Pod was asked for; undefined: it has none. */
export type IsSelected = (path: readonly (string | number)[] | undefined) => boolean;

/**
 * What the PATHs of a command line select: the fields that they name and all below these. No PATHs select everything.
 * @throws ProblemError with FIELD_NOT_FOUND for each PATH that meets nothing
 */
export function selectPaths(pod: Pod, paths: readonly string[]): IsSelected {
  if (paths.length === 0) return () => true;
  const found = paths.map((path) => findFields(pod, path));
  const [first, ...more] = problemsOf(found);
  if (first) throw new ProblemError([first, ...more]);
  const starts = valuesOf(found).flat();
  return (path) => path !== undefined && starts.some((start) => start.every((key, index) => path[index] === key));
}
