import { ProblemError } from "@podwright/core";
import { withoutSandbox } from "@podwright/runner";
import type { Check, CheckResult, Finding } from "./check.ts";
import type { DoctorContext } from "./doctor-context.ts";
import { endsWell } from "./engine-finding.ts";
import { problemFinding } from "./problem-finding.ts";

/** How long one check may take, in milliseconds. */
const limitMs = 6_000;

/**
 * Runs all checks at the same time and tells each result in the checks' order, as soon as those before it are there.
 * @param interrupted - ends what still runs; it is told as failed
 */
export async function runChecks(
  checks: readonly Check[],
  context: DoctorContext,
  { interrupted, tell }: { readonly interrupted: AbortSignal; readonly tell: (result: CheckResult) => void },
): Promise<readonly CheckResult[]> {
  const running = checks.map((check) => runCheck(check, context, interrupted));
  // A bug's error waits for its turn; nobody has to be told of it before.
  for (const each of running) each.catch(() => undefined);
  const results: CheckResult[] = [];
  for (const each of running) {
    const result = withUsefulFix(await each, results);
    tell(result);
    results.push(result);
  }
  return results;
}

/** Without the advice to take the sandbox where it has just been said not to work. */
function withUsefulFix(result: CheckResult, before: readonly CheckResult[]): CheckResult {
  const hasSandbox = before.every((each) => each.engine !== "sandbox" || endsWell(each));
  if (hasSandbox || result.fix === undefined) return result;
  return { ...result, fix: withoutSandbox(result.fix) };
}

async function runCheck(check: Check, context: DoctorContext, interrupted: AbortSignal): Promise<CheckResult> {
  const { name, engine } = check;
  const over = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([over, interrupted]);
  const finding = await findingOf(check.run(context, signal), signal, over);
  return { name, ...(engine && { engine }), ...finding };
}

async function findingOf(work: Promise<Finding>, signal: AbortSignal, over: AbortSignal): Promise<Finding> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  if (signal.aborted) reject(signal.reason);
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    if (over.aborted) return { status: "failed", what: `gave no answer in ${limitMs / 1000} s`, fix: silentFix };
    if (signal.aborted) return { status: "failed", what: "interrupted" };
    if (error instanceof ProblemError) return problemFinding(error.problems[0]);
    throw error;
  } finally {
    work.catch(() => undefined); // What it fails of after its time is nobody's business.
  }
}

const silentFix = "find out what is silent there: a firewall that drops, a proxy, a name server, a hanging mount";
