import {
  type ExplainedField,
  type Explanation,
  findFields,
  isLostUnder,
  type LostValue,
  type Pod,
  ProblemError,
  problemsOf,
  valuesOf,
} from "@podwright/core";

/**
 * What the PATHs of a command line select of an explanation: the fields that they name and all below these; of the lost values those that were for
 * such a field, or that a PATH finds in their own document. No PATHs select everything.
 * @param isLostTold - whether a PATH may also mean lost values alone
 * @throws ProblemError with FIELD_NOT_FOUND for each PATH that meets nothing
 */
export function selectTold(
  pod: Pod,
  explanation: Explanation,
  { paths, isLostTold }: { readonly paths: readonly string[]; readonly isLostTold: boolean },
): Explanation {
  if (paths.length === 0) return explanation;
  const found = paths.map((path) => findFields(pod, path));
  const starts = valuesOf(found).flat();
  const isIn = (path: ExplainedField["path"] | undefined): boolean =>
    path !== undefined && starts.some((start) => start.every((key, index) => path[index] === key));
  const isMeant = (value: LostValue): boolean =>
    value.path ? isIn(value.path) : paths.some((path) => isLostUnder(value, path));
  const lost = explanation.lost.filter(isMeant);
  const [first, ...more] = problemsOf(found.filter((_, index) => !isLostTold || !meetsLost(lost, paths[index] ?? "")));
  if (first) throw new ProblemError([first, ...more]);
  return { fields: explanation.fields.filter(({ path }) => isIn(path)), lost };
}

function meetsLost(lost: readonly LostValue[], path: string): boolean {
  return lost.some((value) => !value.path && isLostUnder(value, path));
}
