import { expect, test } from "vitest";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { composePod } from "./compose-pod.ts";

const resources = { requests: [{ name: "CPU", value: "2" }] };
const facts = factsOfCase({
  task: { type: "python-task", container: { image: "i", resources } },
  config: { "default-cpus": "250m", "default-memory": "1Gi" },
  execution: { namespace: "tasks", name: "main", overrides: { resources: {} } },
});

test.each(["flyte-2.0", "flyte-1.16", "podwright"] as const)(
  "a default request loses to what a task asks for by the rules of %s, and is told where it counts",
  (semantics) => {
    const result = composePod(facts, { semantics, trace: true });
    if (!result.ok) throw new Error(result.problems[0].what);
    const requests = result.value.trace?.filter(({ path }) => path.includes("requests")) ?? [];
    const told = requests.map(({ path, value, origin, overrode }) => {
      const losers = overrode.map((loser) =>
        [loser.value, loser.reason, loser.origin.source?.path.join(".")].join(" "),
      );
      return { field: path.at(-1), value, from: origin.source?.path.at(-1), losers };
    });
    expect(told).toEqual([
      { field: "cpu", value: "2", from: "cpu", losers: ["250m only-default default-cpus"] },
      { field: "memory", value: "1Gi", from: "default-memory", losers: [] },
    ]);
  },
);
