import { composePods } from "./compose-pods.ts";
import type { Finding } from "./finding.ts";
import { joinFindings } from "./join-findings.ts";
import type { LintContext } from "./lint-context.ts";
import type { LintInput } from "./lint-input.ts";
import { lintRules } from "./rules.ts";

/**
 * Everything that the rules have to say about templates, tasks and the Pods that they make, rule by rule. Finding nothing in one document stops
 * no other from being looked at.
 */
export function lint(input: LintInput): readonly Finding[] {
  const context: LintContext = { ...input, pods: composePods(input) };
  return lintRules.flatMap(({ id, findingsOf }) => joinFindings(id, findingsOf(context)));
}
