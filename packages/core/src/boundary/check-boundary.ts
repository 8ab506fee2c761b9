import type { ComposeOptions } from "../compose/compose-pod.ts";
import type { Facts } from "../compose/facts.ts";
import { placeOf } from "../compose/place-of.ts";
import type { DocumentPlace, FieldPath } from "../merge/origin.ts";
import { pathText } from "../merge/path-text.ts";
import type { Problem, Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import type { BoundaryFinding, BoundaryReport, WaivedFinding } from "./boundary-report.ts";
import { type BoundarySubject, boundarySubject } from "./boundary-subject.ts";
import type { TraceIndex } from "./pod/trace-index.ts";
import type { BoundaryRule, RuleFinding } from "./rule.ts";
import { boundaryRules } from "./rules.ts";
import { waiversOf } from "./waivers.ts";

/**
 * Composes a Pod and checks that what its init containers and its task's own containers are given stays apart, by the rules B1 to B8.
 * @problems those of composing; as warnings those of composing and WAIVER_UNKNOWN. Findings are no problems of the result: they are its value.
 */
export function checkBoundary(facts: Facts, options: Pick<ComposeOptions, "semantics">): Result<BoundaryReport> {
  const built = boundarySubject(facts, options);
  if (!built.ok) return built;
  const subject = built.value;
  const waivers = waiversOf(subject.templates);
  if (!waivers.ok) return waivers;
  const found = boundaryRules.flatMap((rule) => rule.check(subject).map((finding) => placed(subject, rule, finding)));
  const findings: BoundaryFinding[] = [];
  const waived: WaivedFinding[] = [];
  for (const { finding } of found.filter(({ isNote }) => !isNote)) {
    const waiver = waivers.value.find(({ rule }) => rule === finding.rule);
    if (waiver) waived.push({ ...finding, waiver });
    else findings.push(finding);
  }
  const notes = found.filter(({ isNote }) => isNote).map(({ finding }) => finding);
  const { composition } = subject;
  const warnings: readonly Problem[] = [...composition.problems, ...waivers.warnings];
  return resultOf({ composition, findings, waived, notes, waivers: waivers.value }, warnings);
}

/** Adds which rule it is, and the place: the document that gave the field, else the Pod's own field. */
function placed(
  { trace }: BoundarySubject,
  rule: BoundaryRule,
  { cause, severity, source: named, ...finding }: RuleFinding,
): { readonly finding: BoundaryFinding; readonly isNote: boolean } {
  const path = cause ?? finding.path;
  const source = named ?? sourceAt(trace, path);
  const isNote = severity === "note";
  return {
    isNote,
    finding: {
      code: rule.code,
      rule: rule.name,
      ...finding,
      severity: isNote ? "information" : severity,
      where: source ? placeOf(source) : `the Pod, ${pathText(path)}`,
      ...(source ? { source } : {}),
    },
  };
}

/** The place of the field itself, where the first leaf below it stands in a document as it does in the Pod. */
function sourceAt(trace: TraceIndex, path: FieldPath): DocumentPlace | undefined {
  const leaf = trace.leafAt(path);
  const source = leaf?.origin.source;
  if (!leaf || !source) return undefined;
  const below = leaf.path.slice(path.length);
  const kept = source.path.length - below.length;
  const standsAlike = kept >= 0 && below.every((key, index) => source.path[kept + index] === key);
  return standsAlike ? { document: source.document, path: source.path.slice(0, kept) } : source;
}
