import type {
  BoundaryFinding,
  BoundaryReport,
  BoundaryRuleName,
} from "../../packages/core/src/boundary/boundary-report.ts";
import { checkBoundary } from "../../packages/core/src/boundary/check-boundary.ts";
import type { SemanticsName } from "../../packages/core/src/compose/semantics-names.ts";
import { pathText } from "../../packages/core/src/merge/path-text.ts";
import { valueOrThrow } from "../../packages/core/src/problem/problem-error.ts";
import { type BoundaryCase, boundaryFacts } from "./boundary-facts.ts";

/** A row of a rule's table. */
export interface RuleCase extends BoundaryCase {
  readonly name: string;
  /** Each finding as `SEVERITY CONTAINER FIELD`, notes as `note CONTAINER FIELD`; `-` stands for the Pod as a whole. */
  readonly want: readonly string[];
  /** In place of `want` where lists are merged by keys and the task's own word counts. */
  readonly wantOfPodwright?: readonly string[];
}

/** What a row wants of these semantics. */
export function wanted({ want, wantOfPodwright }: RuleCase, semantics: SemanticsName): readonly string[] {
  return semantics === "podwright" ? (wantOfPodwright ?? want) : want;
}

export function reportOf(boundaryCase: BoundaryCase, semantics: SemanticsName): BoundaryReport {
  return valueOrThrow(checkBoundary(boundaryFacts(boundaryCase), { semantics }));
}

/** What one rule finds, and what it notes, in the form of a table's `want`. */
export function findingsOf(
  boundaryCase: BoundaryCase,
  rule: BoundaryRuleName,
  semantics: SemanticsName,
): readonly string[] {
  const { findings, notes } = reportOf(boundaryCase, semantics);
  const lines = (list: readonly BoundaryFinding[], word?: string) =>
    list
      .filter((each) => each.rule === rule)
      .map(({ severity, container = "-", path }) => `${word ?? severity} ${container} ${pathText(path.slice(1))}`);
  return [...lines(findings), ...lines(notes, "note")];
}
