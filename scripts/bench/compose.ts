/**
 * Measures composing: Pods a second on one thread, from facts that are parsed already, over every container case of testdata/flyte.
 * `node scripts/bench/compose.ts`
 */
import { composePod } from "@podwright/core";
import { factsOfCase } from "../../test/support/flyte-facts.ts";
import { readFlyteVectors } from "../../test/support/flyte-vectors.ts";

const seconds = 3;

const all = readFlyteVectors("compose", "named", "upgrade")
  .filter(({ kind, input }) => kind === "compose" && (input.task as { container?: unknown } | null)?.container)
  .map(({ input }) => factsOfCase(input));
const facts = all.filter((each) => composePod(each, { semantics: "flyte-2.0" }).ok);

for (const trace of [false, true]) {
  measure(trace, 0.5);
  const { pods, elapsed } = measure(trace, seconds);
  const rate = Math.round(pods / elapsed);
  const each = ((elapsed / pods) * 1e6).toFixed(1);
  console.log(
    `tracing ${trace ? "on " : "off"}  ${rate} Pods/s  ${each} µs each  (${facts.length} of ${all.length} cases give a Pod)`,
  );
}

function measure(trace: boolean, atLeast: number): { readonly pods: number; readonly elapsed: number } {
  const start = performance.now();
  let pods = 0;
  let elapsed = 0;
  while (elapsed < atLeast) {
    for (const each of facts) composePod(each, { semantics: "flyte-2.0", trace });
    pods += facts.length;
    elapsed = (performance.now() - start) / 1000;
  }
  return { pods, elapsed };
}
