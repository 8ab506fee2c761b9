/**
 * Prints what Podwright makes of a file of cases, one result line a case, in the vectors' own format, so that any set of cases can be
 * compared with Flyte's (or an API server's) results.
 * `npm run -s vectors -- CASES.jsonl.gz SEMANTICS`
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type CaseRunner, kindOf, type VectorCase } from "./case-runner.ts";
import { runCompose } from "./run-compose.ts";
import { runConfig } from "./run-config.ts";
import { runMergeOverlay, runMergeTemplate } from "./run-merge.ts";
import { runPhase } from "./run-phase.ts";

const usage = "usage: npm run -s vectors -- CASES.jsonl[.gz] flyte-1.16|flyte-2.0";

/** By the kind of the case. */
const runners: Readonly<Record<string, CaseRunner>> = {
  compose: runCompose,
  config: runConfig,
  mergeOverlay: runMergeOverlay,
  mergeTemplate: runMergeTemplate,
  phase: runPhase,
};

const [file, semantics] = process.argv.slice(2);
if (!file || (semantics !== "flyte-1.16" && semantics !== "flyte-2.0")) {
  console.error(usage);
  process.exit(2);
}
for (const line of readLines(file)) {
  const input = JSON.parse(line) as VectorCase;
  const run = runners[kindOf(input)];
  const result = run ? run(input, semantics) : { error: `no runner for kind ${kindOf(input)}` };
  process.stdout.write(`${JSON.stringify({ id: input.id, ...result })}\n`);
}

function readLines(path: string): readonly string[] {
  const bytes = readFileSync(path);
  const text = path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  return text.toString().split("\n").filter(Boolean);
}
