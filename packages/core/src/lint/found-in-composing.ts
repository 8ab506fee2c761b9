import type { Problem } from "../problem/problem.ts";
import type { LintedPod } from "./lint-context.ts";
import type { Found } from "./lint-rule.ts";

/** What composing a Pod said, as a finding: its place in words stands behind it, as composing knows no other. */
export function foundInComposing({ task, template }: LintedPod, problem: Problem): Found {
  const { code, severity = "error", what, where, fix } = problem;
  return {
    severity,
    code,
    what: where === undefined ? what : `${what} (${where})`,
    where: { document: task ?? template?.document ?? "", path: [] },
    fix,
    task,
  };
}
