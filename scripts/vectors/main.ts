/**
 * Prints what Podwright makes of a file of cases, one result line a case, in the vectors' own format, so that any set of cases can be
 * compared with Flyte's (or an API server's) results.
 * `npm run -s vectors -- CASES.jsonl.gz SEMANTICS`; `npm run -s vectors -- CASES_FOLDER copilot` runs recorded cases of the copilot.
 */
import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";
import { type CaseRunner, kindOf, type VectorCase } from "./case-runner.ts";
import { readCaseLines } from "./read-case-lines.ts";
import { runApiServer } from "./run-apiserver.ts";
import { runCompose } from "./run-compose.ts";
import { runConfig } from "./run-config.ts";
import { runMergeOverlay, runMergeTemplate } from "./run-merge.ts";
import { runPhase } from "./run-phase.ts";

const usage = "usage: npm run -s vectors -- CASES.jsonl[.gz] flyte-1.16|flyte-2.0|apiserver, or CASES_FOLDER copilot";

/** By the kind of the case. */
const runners: Readonly<Record<string, CaseRunner>> = {
  compose: runCompose,
  config: runConfig,
  mergeOverlay: runMergeOverlay,
  mergeTemplate: runMergeTemplate,
  phase: runPhase,
};

const [file, semantics] = process.argv.slice(2);
if (file && semantics === "copilot") {
  const { runCopilotCases } = await import("./run-copilot-cases.ts");
  process.exit((await runCopilotCases(file, console.log)) > 0 ? 1 : 0);
}
if (!file || (semantics !== "flyte-1.16" && semantics !== "flyte-2.0" && semantics !== "apiserver")) {
  console.error(usage);
  process.exit(2);
}
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0); // The reader has seen enough.
});
for (const line of readCaseLines(file)) {
  const input = JSON.parse(line) as VectorCase;
  process.stdout.write(`${JSON.stringify({ id: input.id, ...resultOf(input, semantics) })}\n`);
}

/** What an API server makes of an object does not depend on Flyte. */
function resultOf(input: VectorCase, rules: FlyteVersion | "apiserver"): Readonly<Record<string, unknown>> {
  const kind = kindOf(input);
  if (kind === "apiserver") return runApiServer(input);
  const run = runners[kind];
  return run && rules !== "apiserver" ? run(input, rules) : { error: `no ${rules} runner for kind ${kind}` };
}
