import { expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import { readFlyteVectors } from "../../../../../test/support/flyte-vectors.ts";
import { composePod } from "../compose-pod.ts";

const cases = readFlyteVectors("flyte-2.0", "compose", "named", "upgrade")
  .filter(({ kind }) => kind === "compose")
  .map(({ id, input, want }) => ({ id, facts: factsOfCase(input), flyteRefuses: Boolean(want.error) }));

/** Why podwright refuses what Flyte submits: an API server would, or layers contradict each other. */
const ownReasons = new Set(["BOUNDARY_IDENTITY", "CONTAINER_REPEATED", "HOST_PORT_REPEATED", "REQUEST_OVER_LIMIT"]);

test("podwright makes a Pod of whatever Flyte makes one of, or names why not", () => {
  const unexplained = cases.flatMap(({ id, facts, flyteRefuses }) => {
    const result = composePod(facts, { semantics: "podwright" });
    if (result.ok || flyteRefuses) return [];
    return result.problems
      .filter(({ severity, code }) => severity === undefined && !ownReasons.has(code))
      .map(({ code }) => `${id} ${code}`);
  });
  expect(cases.length).toBe(1273);
  expect(unexplained).toEqual([]);
});
