import { expect, test } from "vitest";
import { differingCases } from "../../../../test/support/differing-cases.ts";
import { firstDifference } from "../../../../test/support/first-difference.ts";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { readFlyteVectors } from "../../../../test/support/flyte-vectors.ts";
import type { TracedField } from "../merge/origin.ts";
import { composePod } from "./compose-pod.ts";
import type { Facts } from "./facts.ts";
import type { Layer } from "./layer.ts";
import { flyte116 } from "./semantics/flyte-1.16.ts";
import { flyte20 } from "./semantics/flyte-2.0.ts";
import { podwright } from "./semantics/podwright.ts";

test.each([
  { semantics: "flyte-2.0", layers: layersOf(flyte20), pods: 1021 },
  { semantics: "flyte-1.16", layers: layersOf(flyte116), pods: 1028 },
  { semantics: "podwright", layers: layersOf(podwright), pods: 900 },
] as const)(
  "each leaf of a Pod that $semantics composes has one origin, and tracing changes nothing",
  ({ semantics, layers, pods }) => {
    const version = semantics === "flyte-1.16" ? semantics : "flyte-2.0";
    const cases = readFlyteVectors(version, "compose", "named", "upgrade").filter(({ kind }) => kind === "compose");
    let composed = 0;
    const differing = differingCases(cases, ({ input }) => {
      const facts = factsOfCase(input, version);
      const traced = composePod(facts, { semantics, trace: true });
      const plain = composePod(facts, { semantics });
      if (!traced.ok || !plain.ok) return firstDifference(traced, plain);
      composed++;
      const { pod, trace = [] } = traced.value;
      return (
        firstDifference(pod, plain.value.pod) ??
        firstDifference(
          trace.map(({ path, value }) => ({ path, value })),
          leavesOf(pod, []),
        ) ??
        trace.map((field) => strayOrigin(field, facts, layers)).find((stray) => stray !== undefined)
      );
    });
    expect(differing).toEqual([]);
    expect(composed).toBeGreaterThanOrEqual(pods);
  },
  60_000,
);

function layersOf(semantics: readonly Layer[]): ReadonlySet<string> {
  return new Set(["identity", ...semantics.map(({ name }) => name)]);
}

/** A field whose origin is no layer, or whose value, or a loser's, does not stand at the place of the template that it is said to come from. */
function strayOrigin(field: TracedField, facts: Facts, layers: ReadonlySet<string>): string | undefined {
  const { path, value, origin, overrode } = field;
  if (!layers.has(origin.layer)) return `${path.join(".")}: no layer ${origin.layer}`;
  for (const held of [{ value, origin }, ...overrode]) {
    const { source } = held.origin;
    const template = source && facts.podTemplates.find(({ document }) => document === source.document);
    if (!template) continue;
    const stray = firstDifference(valueAt(template.template, source.path), held.value);
    if (stray) return `${path.join(".")} of ${source.document} ${source.path.join(".")}: ${stray}`;
  }
  return undefined;
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
