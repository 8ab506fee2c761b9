import type { PlacedProblem } from "./lint-input.ts";
import type { Found } from "./lint-rule.ts";

/** What reading a document found, as a finding. */
export function foundInReading({ problem, place }: PlacedProblem): Found {
  const { code, what, fix, severity = "error" } = problem;
  return { code, what, fix, severity, where: place };
}
