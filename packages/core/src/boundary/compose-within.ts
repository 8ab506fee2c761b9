import type { BoundaryMode } from "../compose/boundary-mode.ts";
import { type ComposeOptions, composePod } from "../compose/compose-pod.ts";
import type { Composition } from "../compose/composition.ts";
import type { Facts } from "../compose/facts.ts";
import { isError, type Problem, type Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import { checkBoundary } from "./check-boundary.ts";

export interface ComposeWithinOptions extends ComposeOptions {
  readonly boundary: BoundaryMode;
}

/**
 * Composes a Pod within the security boundary. The composition's problems hold the findings that no template waives: in report mode
 * errors among them are warnings.
 * @problems those of composing; with `enforce` also the boundary's findings
 */
export function composeWithin(facts: Facts, { boundary, ...options }: ComposeWithinOptions): Result<Composition> {
  if (boundary === "off") return composePod(facts, options);
  const enforced = boundary === "enforce" ? composePod(facts, { ...options, boundary }) : undefined;
  if (enforced && !enforced.ok) return enforced;
  const checked = checkBoundary(facts, options);
  if (!checked.ok) return checked;
  const { findings, composition } = checked.value;
  const { trace, removals, ...untraced } = composition;
  const told = boundary === "enforce" ? findings : findings.map(asWarning);
  const problems = [...checked.warnings, ...told];
  const asked = options.trace && trace && removals ? { trace, removals } : {};
  return resultOf({ ...untraced, problems, ...asked }, problems);
}

function asWarning(problem: Problem): Problem {
  return isError(problem) ? { ...problem, severity: "warning" } : problem;
}
