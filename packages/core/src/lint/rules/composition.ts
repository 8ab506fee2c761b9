import { documents } from "../../compose/documents.ts";
import type { ProblemCode } from "../../problem/catalogue.ts";
import { isError, type Problem } from "../../problem/problem.ts";
import type { Place, Severity } from "../finding.ts";
import { foundInComposing } from "../found-in-composing.ts";
import type { LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";

/** What composing says that no other rule does. */
export const composition: LintRule = {
  id: "composition",
  codes: ["DEFAULT_POD_TEMPLATE_MISSING", "POD_TEMPLATE_MISSING", "PRIMARY_CONTAINER_MISSING", "QUANTITY_INVALID"],
  summary: "Flyte cannot make a Pod of a task, or makes one that is not what was asked for.",
  help: `The task fails when it starts, with the text that stands in the finding. All of composing's own codes (docs/errors.md) can come here.`,
  findingsOf: ({ pods }) => pods.flatMap(inPod),
};

/** These have rules of their own. */
const elsewhere: ReadonlySet<ProblemCode> = new Set([
  "FIELD_UNKNOWN",
  "PRIMARY_INIT_NEVER_APPLIES",
  "TEMPLATE_CONTAINER_UNMATCHED",
]);

function inPod(pod: LintedPod): readonly Found[] {
  return pod.problems
    .filter(({ code }) => !elsewhere.has(code))
    .map((problem): Found => {
      const found = { ...foundInComposing(pod, problem), severity: severityOf(problem) };
      const fix = /^(did you mean|put it into)/.test(problem.fix) ? problem.fix : givenElsewhere;
      if (problem.code === "POD_TEMPLATE_MISSING") return { ...found, fix };
      if (isOfAnnotations(pod, problem)) return ofTemplate(pod, problem, found.severity);
      return problem.code === "DEFAULT_POD_TEMPLATE_MISSING" ? { ...found, where: defaultName, fix } : found;
    });
}

function isOfAnnotations({ template }: LintedPod, { code, where = "" }: Problem): boolean {
  return code.startsWith("ANNOTATION_") && template !== undefined && where.startsWith(`${template.document}, `);
}

/** A template's annotations say the same of every task. */
function ofTemplate({ template }: LintedPod, { code, what, fix }: Problem, severity: Severity): Found {
  return {
    severity,
    code,
    what,
    where: { document: template?.document ?? "", path: ["metadata", "annotations"] },
    fix,
  };
}

/** Only a config can name a default that is not there. */
const defaultName: Place = { document: documents.config, path: ["default-pod-template-name"] };

/** A template that is not among the files may well be in the cluster. */
function severityOf(problem: Problem): Severity {
  if (problem.code === "POD_TEMPLATE_MISSING") return "warning";
  return isError(problem) ? "error" : (problem.severity ?? "warning");
}

const givenElsewhere = "lint it together with the PodTemplate that it names, or name one that there is";
