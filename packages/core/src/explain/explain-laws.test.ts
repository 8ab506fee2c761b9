import { expect, test } from "vitest";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { readFlyteVectors } from "../../../../test/support/flyte-vectors.ts";
import { composePod } from "../compose/compose-pod.ts";
import type { Facts } from "../compose/facts.ts";
import type { SemanticsName } from "../compose/semantics-names.ts";
import { explainPod } from "./explain-pod.ts";
import type { Explanation } from "./explanation.ts";
import { leavesBelow } from "./leaves-below.ts";
import { sourceKey } from "./sources-of.ts";

interface ExplainedCase {
  readonly id: string;
  readonly facts: Facts;
  readonly explanation: Explanation;
}

const known = new Map<SemanticsName, readonly ExplainedCase[]>();

/** Every third of Flyte's cases that give a Pod: a test goes through some hundreds. Two laws ask for them. */
function explained(semantics: SemanticsName): readonly ExplainedCase[] {
  const cases = known.get(semantics) ?? explain(semantics);
  known.set(semantics, cases);
  return cases;
}

function explain(semantics: SemanticsName): readonly ExplainedCase[] {
  const version = semantics === "flyte-1.16" ? semantics : "flyte-2.0";
  return readFlyteVectors(version, "compose", "named", "upgrade")
    .filter(({ kind }) => kind === "compose")
    .filter((_, index) => index % 3 === 0)
    .flatMap(({ id, input }) => {
      const facts = factsOfCase(input, version);
      const result = composePod(facts, { semantics, trace: true });
      return result.ok ? [{ id, facts, explanation: explainPod(result.value, facts, () => true) }] : [];
    });
}

test.each(["flyte-2.0", "flyte-1.16"] as const)(
  "each leaf of the template that %s applies is in the Pod, or told as lost",
  (semantics) => {
    const untold = explained(semantics).flatMap(({ id, facts, explanation: { fields, lost } }) => {
      const told = new Set<string>();
      for (const { origin } of [...fields, ...fields.flatMap(({ overrode }) => overrode), ...lost]) {
        if (origin.source) told.add(sourceKey(origin.source.document, origin.source.path));
      }
      const isTold = (document: string, path: readonly (string | number)[]): boolean =>
        path.some((_, index) => told.has(sourceKey(document, path.slice(0, index + 1))));
      const name = facts.task.metadata?.podTemplateName || facts.config["default-pod-template-name"];
      return facts.podTemplates
        .filter(({ template }) => template.metadata?.name === name)
        .filter(({ document }) => fields.some(({ origin }) => origin.source?.document === document))
        .flatMap(({ document, template }) =>
          leavesBelow(template.template?.spec, ["template", "spec"]).map(({ path }) => ({ document, path })),
        )
        .filter(({ document, path }) => !isTold(document, path) && !isOfPlaceholder(path))
        .map(({ document, path }) => `${id}: ${document} ${path.join(".")}`);
    });
    expect(untold).toEqual([]);
  },
  60_000,
);

const placeholderKeys = new Set([
  "name",
  "image",
  "imagePullPolicy",
  "terminationMessagePath",
  "terminationMessagePolicy",
]);

/** The containers that a PodTemplate must have, and that say nothing, are told nowhere. */
function isOfPlaceholder(path: readonly (string | number)[]): boolean {
  return path[2] === "containers" && placeholderKeys.has(String(path[4]));
}

test.each(["flyte-2.0", "flyte-1.16", "podwright"] as const)(
  "each field that %s composes has a layer, and no value is lost to itself",
  (semantics) => {
    const cases = explained(semantics);
    const faults = cases.flatMap(({ id, explanation: { fields, lost } }) => {
      const nameless = fields.filter(({ origin }) => origin.layer === "").map(({ name }) => `${id}: ${name} of nobody`);
      const values = new Map(fields.map(({ name, value }) => [name, value]));
      const same = lost.filter(({ name, value }) => values.has(name) && values.get(name) === value);
      return [...nameless, ...same.map(({ name }) => `${id}: ${name} lost to itself`)];
    });
    expect(faults).toEqual([]);
    expect(cases.length).toBeGreaterThan(300);
  },
  60_000,
);
