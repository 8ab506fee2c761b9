import type { BoundaryFinding } from "../../boundary/boundary-report.ts";
import { checkBoundary } from "../../boundary/check-boundary.ts";
import { boundaryRules } from "../../boundary/rules.ts";
import { templateAnnotations } from "../../compose/template-annotation.ts";
import type { Problem } from "../../problem/problem.ts";
import type { LintContext, LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { placeOfOrigin } from "../place-in-pod.ts";

/** What loosens the isolation between the platform's containers and the task's own. */
export const boundary: LintRule = {
  id: "boundary",
  codes: [...boundaryRules.map(({ code }) => code), "WAIVER_UNKNOWN"],
  summary:
    "What a template gives init containers loosens the isolation of the task's own containers, or the other way round.",
  help: `The rules B1 to B8 of docs/boundary.md. A platform template can take a finding upon itself with the annotation \`podwright.dev/waive\`; such findings are not
told here. \`--boundary off\` is silent; both other modes tell the same.`,
  findingsOf: (context) => (context.boundary === "off" ? [] : context.pods.flatMap((pod) => inPod(pod, context))),
};

function inPod(pod: LintedPod, { semantics }: LintContext): readonly Found[] {
  const report = pod.composition && checkBoundary(pod.facts, { semantics });
  if (!report?.ok) return [];
  const { findings, notes } = report.value;
  const unknown = report.warnings.filter(({ code }) => code === "WAIVER_UNKNOWN");
  return [...findings, ...notes.filter(isToldHere)]
    .map((finding) => found(pod, finding))
    .concat(unknown.map((problem) => waiverUnknown(pod, problem)));
}

function waiverUnknown({ template }: LintedPod, { what, fix }: Problem): Found {
  const where = { document: template?.document ?? "", path: ["metadata", "annotations", templateAnnotations.waive] };
  return { severity: "warning", code: "WAIVER_UNKNOWN", what, where, fix };
}

/** A mount over a trust store is told by `hidden-roots`. */
function isToldHere({ rule }: BoundaryFinding): boolean {
  return rule !== "B6";
}

function found(pod: LintedPod, finding: BoundaryFinding): Found {
  const { rule, severity, code, what, fix, container, source } = finding;
  const place = source && placeOfOrigin(pod, { layer: "", source });
  return {
    severity,
    code,
    what: `${rule}: ${what}`,
    where: place ?? { document: pod.task ?? pod.template?.document ?? "", path: [] },
    fix,
    ...(container !== undefined && { container }),
    task: pod.task,
  };
}
