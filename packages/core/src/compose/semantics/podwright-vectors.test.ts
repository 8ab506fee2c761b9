import { expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import { readFlyteVectors } from "../../../../../test/support/flyte-vectors.ts";
import { composePod } from "../compose-pod.ts";
import { podwright } from "./podwright.ts";

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

test("each leaf of its Pods has one origin in the layers, and tracing changes nothing", { timeout: 30_000 }, () => {
  const layers = new Set(["identity", ...podwright.map(({ name }) => name)]);
  const wrong: string[] = [];
  let pods = 0;
  for (const { id, facts } of cases) {
    const traced = composePod(facts, { semantics: "podwright", trace: true });
    const plain = composePod(facts, { semantics: "podwright" });
    if (!traced.ok || !plain.ok) continue;
    pods++;
    const { pod, trace = [] } = traced.value;
    expect(pod, id).toEqual(plain.value.pod);
    expect(
      trace.map(({ path, value }) => ({ path, value })),
      id,
    ).toEqual(leavesOf(pod, []));
    for (const { path, value, origin, overrode } of trace) {
      if (!layers.has(origin.layer)) wrong.push(`${id} ${path.join(".")}: no layer ${origin.layer}`);
      for (const held of [{ value, origin }, ...overrode]) {
        const template = facts.podTemplates.find(({ document }) => document === held.origin.source?.document);
        const stands = template && valueAt(template.template, held.origin.source?.path ?? []);
        if (template && JSON.stringify(stands) !== JSON.stringify(held.value))
          wrong.push(`${id} ${path.join(".")}: ${JSON.stringify(held.origin)} holds ${JSON.stringify(stands)}`);
      }
    }
  }
  expect(pods).toBeGreaterThan(900);
  expect(wrong).toEqual([]);
});

function leavesOf(value: unknown, path: readonly (string | number)[]): readonly unknown[] {
  if (value === null || typeof value !== "object" || Object.keys(value).length === 0) return [{ path, value }];
  return Object.entries(value).flatMap(([key, field]) =>
    leavesOf(field, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((at, key) => (at as Record<string | number, unknown>)?.[key], value);
}
