import type { Problem } from "../problem/problem.ts";
import type { Place } from "./finding.ts";
import type { LintedPod } from "./lint-context.ts";
import type { Found } from "./lint-rule.ts";
import { refusedPath } from "./refused-path.ts";

/** What composing a Pod said, as a finding: its place in words stands behind it, as composing knows no other; of one in the task the path is read. */
export function foundInComposing({ task, template }: LintedPod, problem: Problem): Found {
  const { code, severity = "error", what, where, fix } = problem;
  return {
    severity,
    code,
    what: where === undefined ? what : `${what} (${where})`,
    where: { document: task ?? template?.document ?? "", path: task === undefined ? [] : pathInTask(where) },
    fix,
    task,
  };
}

/** `the task, k8sPod.podSpec, containers[0].image: …` as a path; a place elsewhere is the whole task. */
function pathInTask(where: string | undefined): Place["path"] {
  const [, path = ""] = /^the task, ([^:;]*)/.exec(where ?? "") ?? [];
  return refusedPath(path.replaceAll(", ", "."));
}
