import type { Problem } from "@podwright/core";
import type { CheckStatus, Finding } from "./check.ts";

/** A problem as what a check found. */
export function problemFinding(problem: Problem, status: CheckStatus = "failed"): Finding {
  const [what = "", ...more] = problem.what.split("\n");
  const details = [
    ...more,
    ...(problem.where === undefined ? [] : [`where  ${problem.where}`]),
    ...(problem.tried ?? []).map((each) => `tried  ${each}`),
  ];
  return { status, what, fix: problem.fix, ...(details.length > 0 && { details }) };
}
