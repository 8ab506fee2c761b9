import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { readFlyteVectors } from "../../../../test/support/flyte-vectors.ts";
import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { composePod } from "./compose-pod.ts";
import type { Composition } from "./composition.ts";
import type { Facts } from "./facts.ts";
import { flyte116 } from "./semantics/flyte-1.16.ts";
import { flyte20 } from "./semantics/flyte-2.0.ts";

describe.each([
  { version: "flyte-2.0", semantics: flyte20, pods: 1021 },
  { version: "flyte-1.16", semantics: flyte116, pods: 1028 },
] as const)("the trace of a Pod that $version composes", ({ version, semantics, pods }) => {
  const layers = new Set(["identity", ...semantics.map(({ name }) => name)]);
  const composed = readFlyteVectors(version, "compose", "named", "upgrade")
    .filter(({ kind, want }) => kind === "compose" && !want.error)
    .map(({ id, input }) => ({ id, facts: factsOfCase(input, version) }));

  test("is held to every case that gives a Pod", () => expect(composed.length).toBe(pods));

  test.each(composed)("$id: each leaf has one origin, and tracing changes nothing", ({ facts }) => {
    const { pod, trace = [] } = compose(facts, version, true);
    expect(pod).toEqual(compose(facts, version, false).pod);
    expect(trace.map(({ path, value }) => ({ path, value }))).toEqual(leavesOf(pod, []));
    for (const { path, value, origin, overrode } of trace) {
      expect(layers, `${path.join(".")} of ${origin.layer}`).toContain(origin.layer);
      for (const held of [{ value, origin }, ...overrode]) {
        const template = facts.podTemplates.find(({ document }) => document === held.origin.source?.document);
        if (template) expect(valueAt(template.template, held.origin.source?.path ?? [])).toEqual(held.value);
      }
    }
  });
});

function compose(facts: Facts, semantics: FlyteVersion, trace: boolean): Composition {
  const result = composePod(facts, { semantics, trace });
  if (!result.ok) throw new Error(result.problems.map(({ what }) => what).join("\n"));
  return result.value;
}

function leavesOf(value: unknown, path: readonly (string | number)[]): readonly unknown[] {
  if (value === null || typeof value !== "object" || Object.keys(value).length === 0) return [{ path, value }];
  return Object.entries(value).flatMap(([key, field]) =>
    leavesOf(field, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((at, key) => (at as Record<string | number, unknown>)?.[key], value);
}
