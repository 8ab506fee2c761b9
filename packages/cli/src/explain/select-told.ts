import {
  type ExplainedField,
  type Explanation,
  findFields,
  findLost,
  type LostValue,
  type Pod,
  type Problem,
  problemsOf,
  unsetFields,
  valuesOf,
} from "@podwright/core";
import type { SourcePlaces } from "../facts/read-source-places.ts";
import { reasonTexts } from "./reason-text.ts";
import { setByOf, setByText } from "./set-by.ts";

/** What PATHs select. */
interface Told extends Explanation {
  /** Names of fields that Kubernetes has and nobody set. */
  readonly unset: readonly string[];
  /** FIELD_NOT_FOUND for each PATH that meets nothing; where a lost value was for it, it says so. */
  readonly problems: readonly Problem[];
  /** Whether no PATH meets anything. */
  readonly isNothing: boolean;
}

interface Request {
  readonly paths: readonly string[];
  readonly isLostTold: boolean;
  readonly places: SourcePlaces;
}

/**
 * What the PATHs of a command line select of an explanation: the fields that they name and all below these; of the lost values those that were for
 * such a field, or that a PATH finds in their own document. No PATHs select everything.
 * @param isLostTold - whether a PATH may also mean lost values alone
 */
export function selectTold(pod: Pod, explanation: Explanation, { paths, isLostTold, places }: Request): Told {
  if (paths.length === 0) return { ...explanation, unset: [], problems: [], isNothing: false };
  const found = paths.map((path) => findFields(pod, path));
  const starts = valuesOf(found).flat();
  const isIn = (path: ExplainedField["path"] | undefined): boolean =>
    path !== undefined && starts.some((start) => start.every((key, index) => path[index] === key));
  const isMeant = (value: LostValue): boolean =>
    value.path ? isIn(value.path) : paths.some((path) => findLost(value, path));
  const lost = explanation.lost.filter(isMeant);
  const unset: string[] = [];
  const problems = found.flatMap((result, index) => {
    const path = paths[index] ?? "";
    const losses = result.ok ? [] : lost.filter((value) => !value.path && findLost(value, path));
    const names = result.ok || losses.length > 0 ? [] : unsetFields(pod, path);
    unset.push(...names);
    return names.length > 0 || (isLostTold && losses.length > 0)
      ? []
      : problemsOf([result]).map((problem) => withLoss(problem, path, losses, places));
  });
  const fields = explanation.fields.filter(({ path }) => isIn(path));
  return { fields, lost, unset: [...new Set(unset)], problems, isNothing: problems.length === paths.length };
}

/** The same, with where what the path names was given, if it was, and why it is not in the Pod. */
function withLoss(problem: Problem, path: string, [value]: readonly LostValue[], places: SourcePlaces): Problem {
  const meant = value && findLost(value, path);
  if (!meant) return problem;
  const by = setByText(setByOf({ ...value.origin, source: meant }, places));
  return {
    ...problem,
    what: `the Pod has no field ${path}: it was given by ${by}, and is not in the Pod: ${reasonTexts[value.reason]}`,
    fix: "add --overridden to see all that was lost there",
  };
}
