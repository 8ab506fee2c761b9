import { describe, expect, test } from "vitest";
import { type BoundaryCase, boundaryFacts } from "../../../../test/support/boundary-facts.ts";
import { reportOf } from "../../../../test/support/boundary-findings.ts";
import type { Facts } from "../compose/facts.ts";
import { semanticsNames } from "../compose/semantics-names.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { checkBoundary } from "./check-boundary.ts";

const image = "registry.example.com/image:1";
const loose: BoundaryCase = { template: { hostNetwork: true, hostPID: true } };

describe.each(semanticsNames)("waivers by the rules of %s", (semantics) => {
  const report = (annotations: object) =>
    reportOf({ ...loose, annotations: annotations as Readonly<Record<string, unknown>> }, semantics);

  test("of a platform template are shown with the findings that they take away", () => {
    const { findings, waived, waivers } = report({ "podwright.dev/waive": "B3, B5" });
    expect(findings).toEqual([]);
    expect(waived.map(({ rule, path, waiver }) => ({ rule, field: path.at(-1), waiver }))).toEqual([
      { rule: "B5", field: "hostNetwork", waiver: waivers[1] },
      { rule: "B5", field: "hostPID", waiver: waivers[1] },
    ]);
    expect(waivers).toEqual(
      ["B3", "B5"].map((rule) => ({
        rule,
        template: "ca",
        source: { document: "podTemplates[0]", path: ["metadata", "annotations", "podwright.dev/waive"] },
      })),
    );
  });

  test("stand on the PodTemplate or on what it makes Pods of", () => {
    const facts = boundaryFacts(loose);
    const [sourced] = facts.podTemplates;
    const template = {
      ...sourced?.template,
      template: { ...sourced?.template.template, metadata: { annotations: { "podwright.dev/waive": "B5" } } },
    };
    const waived: Facts = { ...facts, podTemplates: [{ document: "file", template }] };
    const { findings, waivers } = valueOrThrow(checkBoundary(waived, { semantics }));
    expect(findings).toEqual([]);
    expect(waivers[0]?.source.path).toEqual(["template", "metadata", "annotations", "podwright.dev/waive"]);
  });

  test.each([
    { name: "of another rule", annotations: { "podwright.dev/waive": "B3" } },
    { name: "under another name", annotations: { "podwright.dev/waives": "B5" } },
    { name: "that are empty", annotations: { "podwright.dev/waive": " , " } },
  ])("$name waive nothing", ({ annotations }) => {
    expect(report(annotations).findings.map(({ rule }) => rule)).toEqual(["B5", "B5"]);
  });

  test("of a task waive nothing, whatever it says of its Pod", () => {
    const pod = { containers: [{ name: "main", image }] };
    const taskAnnotations = { "podwright.dev/waive": "B5" };
    const { findings, waivers } = reportOf({ ...loose, pod, taskAnnotations }, semantics);
    expect({ rules: findings.map(({ rule }) => rule), waivers }).toEqual({ rules: ["B5", "B5"], waivers: [] });
  });

  test("of a template that does not shape the Pod waive nothing", () => {
    const facts = boundaryFacts(loose);
    const other = { metadata: { name: "other", namespace: "flyte", annotations: { "podwright.dev/waive": "B5" } } };
    const podTemplates = [...facts.podTemplates, { document: "other", template: other }];
    expect(valueOrThrow(checkBoundary({ ...facts, podTemplates }, { semantics })).waivers).toEqual([]);
  });

  test("of the template that the task names count: PodTemplates are made by the platform", () => {
    const facts = boundaryFacts({ ...loose, annotations: { "podwright.dev/waive": "B5" } });
    const named: Facts = {
      ...facts,
      config: { ...facts.config, "default-pod-template-name": "" },
      task: boundaryFacts({ ...loose, podTemplateName: "ca" }).task,
    };
    const { findings, waived } = valueOrThrow(checkBoundary(named, { semantics }));
    expect({ findings, waived: waived.length }).toEqual({ findings: [], waived: 2 });
  });

  test("that name no rule are a warning, and the others of the list count", () => {
    const facts = boundaryFacts({ ...loose, annotations: { "podwright.dev/waive": "b5,B9,B5" } });
    const result = checkBoundary(facts, { semantics });
    expect(result.ok && result.value.findings).toEqual([]);
    expect(result.ok && result.warnings.map(({ code, what, where }) => `${code} ${what} (${where})`)).toEqual(
      ["b5", "B9"].map(
        (rule) =>
          `WAIVER_UNKNOWN PodTemplate ca waives ${rule}, which is no rule of the boundary (B1, B2, B3, B4, B5, B6, B7, B8) ` +
          '(podTemplates[0], metadata.annotations["podwright.dev/waive"])',
      ),
    );
  });
});
