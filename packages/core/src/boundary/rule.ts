import type { ProblemCode } from "../problem/catalogue.ts";
import type { BoundaryFinding, BoundaryRuleName } from "./boundary-report.ts";
import type { BoundarySubject } from "./boundary-subject.ts";

/** What a rule says of one place; which rule says it is added by who asks. */
export interface RuleFinding extends Omit<BoundaryFinding, "rule" | "code" | "where" | "source" | "severity"> {
  /** `note`: the rule lets it pass, and the report tells it apart from the findings. */
  readonly severity: BoundaryFinding["severity"] | "note";
  /** The field whose origin `where` names; `path` if absent. */
  readonly cause?: BoundaryFinding["path"];
  /** Names the place where no field of the Pod has it. */
  readonly source?: BoundaryFinding["source"];
}

/** One rule of the boundary. */
export interface BoundaryRule {
  readonly name: BoundaryRuleName;
  readonly code: ProblemCode;
  /** In the order of the Pod. */
  check(subject: BoundarySubject): readonly RuleFinding[];
}
