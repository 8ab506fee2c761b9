import { documents } from "../compose/documents.ts";
import type { Problem } from "../problem/problem.ts";
import type { Place } from "./finding.ts";
import type { LintedPod } from "./lint-context.ts";
import type { Found } from "./lint-rule.ts";
import { isGiven } from "./place-in-pod.ts";
import { refusedPath } from "./refused-path.ts";

/** What composing a Pod said, as a finding: its place in words stands behind it, as composing knows no other, and is read where it is in the task, the config or the execution. */
export function foundInComposing(pod: LintedPod, problem: Problem): Found {
  const { code, severity = "error", what, where, fix } = problem;
  return {
    severity,
    code,
    what: where === undefined ? what : `${what} (${where})`,
    where: placeOfFact(pod, where) ?? { document: pod.task ?? pod.template?.document ?? "", path: [] },
    fix,
    task: pod.task,
  };
}

/** `the task, k8sPod.podSpec, containers[0].image: …` as a place; undefined elsewhere, and where nobody gave the fact. */
function placeOfFact(pod: LintedPod, where = ""): Place | undefined {
  const [, fact, text = ""] = /^the (task|config|execution), ([^:;]*)/.exec(where) ?? [];
  const path = refusedPath(text.replaceAll(", ", "."));
  if (fact === "task") return pod.task === undefined ? undefined : { document: pod.task, path };
  const place = fact === "config" ? inConfig(path) : { document: documents.execution, path };
  return fact !== undefined && place && isGiven(pod, place) ? place : undefined;
}

function inConfig([section, ...path]: Place["path"]): Place | undefined {
  if (section === "storage") return { document: documents.storage, path };
  return section === "plugins" ? { document: documents.config, path: path.slice(1) } : undefined;
}
