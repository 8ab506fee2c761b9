/**
 * Measures composing on one thread and prints one line of JSON:
 * Pods a second from cases that are parsed already, Pods a second from lines of JSON to lines of JSON, and, in the same run, what bare `JSON.parse` of the
 * same lines and bare `JSON.stringify` of the same Pods take; then what a trace costs, and how the cost of one Pod grows with its template's entries. Each figure is the median of several rounds, which take turns.
 * Seconds are those of the thread, so that a busy machine counts less; `wall` has the clock's beside them.
 * `npm run -s bench:compose -- [CASES.jsonl[.gz] [SEMANTICS]]`
 */
import { composePod } from "../../packages/core/src/compose/compose-pod.ts";
import type { SemanticsName } from "../../packages/core/src/compose/semantics-names.ts";
import { factsOfCase } from "../../test/support/flyte-facts.ts";
import { readCaseLines } from "../vectors/read-case-lines.ts";
import { measureRounds } from "./measure-rounds.ts";
import { templateGrowth } from "./template-growth.ts";

const composeFile = new URL("../../testdata/flyte/compose.cases.jsonl.gz", import.meta.url).pathname;
const [file = composeFile, semantics = "flyte-2.0"] = process.argv.slice(2);
const options = { semantics: semantics as SemanticsName };
const version = options.semantics === "flyte-1.16" ? "flyte-1.16" : "flyte-2.0";

const lines = readCaseLines(file).filter((line) => JSON.parse(line).kind === "compose" && podOf(line) !== undefined);
const facts = lines.map((line) => factsOfCase(JSON.parse(line), version));
const pods = lines.map(podOf);

const measured = measureRounds(lines.length, {
  compose: () => {
    for (const each of facts) composePod(each, options);
  },
  jsonToJson: () => {
    for (const line of lines) JSON.stringify(podOf(line));
  },
  jsonParse: () => {
    for (const line of lines) JSON.parse(line);
  },
  jsonStringify: () => {
    for (const pod of pods) JSON.stringify(pod);
  },
});
// Only now, for V8 compiles composing anew once it has seen a recorder that records.
const tracing = measureRounds(lines.length, {
  off: () => {
    for (const each of facts) composePod(each, options);
  },
  on: () => {
    for (const each of facts) composePod(each, { ...options, trace: true });
  },
});
const growth = templateGrowth(options.semantics);
console.log(JSON.stringify({ semantics, pods: lines.length, ...measured, tracing, growth }));

function podOf(line: string): unknown {
  const result = composePod(factsOfCase(JSON.parse(line), version), options);
  return result.ok ? result.value.pod : undefined;
}
