/**
 * Measures composing: Pods a second on one thread, from facts that are parsed already, over every compose case of testdata/flyte. Time is
 * the thread's own, so that a busy machine counts less; the wall clock's is told beside it.
 * `node scripts/bench/compose.ts`
 */
import { composePod } from "@podwright/core";
import { factsOfCase } from "../../test/support/flyte-facts.ts";
import { readFlyteVectors } from "../../test/support/flyte-vectors.ts";

const seconds = 3;

const all = readFlyteVectors("flyte-2.0", "compose", "named", "upgrade")
  .filter(({ kind }) => kind === "compose")
  .map(({ input }) => factsOfCase(input));
const facts = all.filter((each) => composePod(each, { semantics: "flyte-2.0" }).ok);

console.log(`${facts.length} of ${all.length} cases give a Pod`);
for (const trace of [false, true]) {
  measure(trace, 0.5);
  const { pods, threadSeconds, wallSeconds } = measure(trace, seconds);
  const [thread, wall] = [threadSeconds, wallSeconds].map((spent) => Math.round(pods / spent).toLocaleString("en"));
  const each = ((threadSeconds / pods) * 1e6).toFixed(1);
  console.log(`tracing ${trace ? "on " : "off"}  ${thread} Pods/s (${each} µs each); by the wall clock ${wall} Pods/s`);
}

function measure(trace: boolean, atLeast: number) {
  const start = performance.now();
  const begun = process.threadCpuUsage();
  let pods = 0;
  let wallSeconds = 0;
  while (wallSeconds < atLeast) {
    for (const each of facts) composePod(each, { semantics: "flyte-2.0", trace });
    pods += facts.length;
    wallSeconds = (performance.now() - start) / 1000;
  }
  const { user, system } = process.threadCpuUsage(begun);
  return { pods, wallSeconds, threadSeconds: (user + system) / 1e6 };
}
