import { describe, expect, test } from "vitest";
import { boundaryFacts } from "../../../../../test/support/boundary-facts.ts";
import { findingsOf, type RuleCase, reportOf, wanted } from "../../../../../test/support/boundary-findings.ts";
import { semanticsNames } from "../../compose/semantics-names.ts";
import { checkBoundary } from "../check-boundary.ts";

const image = "registry.example.com/image:1";
const main = { containers: [{ name: "main", image }] };
const bundle = { name: "my-cert-bundle", configMap: { name: "corporate-cas" } };

const findings: readonly RuleCase[] = [
  {
    name: "an init container called as the copilot's downloader, which would get what the template gives that one",
    template: { initContainers: [{ name: "flyte-copilot-downloader", image }] },
    pod: { initContainers: [{ name: "flyte-copilot-downloader", image }], ...main },
    want: ["error flyte-copilot-downloader initContainers[0].name"],
  },
  {
    name: "… beside the copilot's own",
    copilot: true,
    pod: { initContainers: [{ name: "flyte-copilot-downloader", image }], ...main },
    want: ["error flyte-copilot-downloader initContainers[1].name"],
  },
  {
    name: "a container called as the uploader, by the prefix that the platform gives",
    config: { "co-pilot": { name: "mover-" } },
    pod: {
      containers: [
        { name: "main", image },
        { name: "mover-uploader", image },
      ],
    },
    want: ["error mover-uploader containers[1].name"],
  },
  {
    name: "an init container called as the template's own, which has a command: a warning",
    template: { initContainers: [{ name: "guard", image, command: ["guard"] }] },
    pod: { initContainers: [{ name: "guard", image }], ...main },
    want: ["warning guard initContainers[0].name"],
  },
  ...["flyte-inputs", "flyte-outputs", "flyte-copilot-storage-config"].map(
    (name): RuleCase => ({
      name: `a volume called ${name}, as one of the copilot's`,
      pod: { volumes: [{ name, emptyDir: {} }], ...main },
      want: ["error - volumes[0].name"],
    }),
  ),
  {
    name: "a volume called as the template's, with another ConfigMap",
    template: { volumes: [bundle] },
    pod: { volumes: [{ name: "my-cert-bundle", configMap: { name: "mine" } }], ...main },
    want: ["error - volumes[1].name"],
    wantOfPodwright: ["error - volumes[0].name"],
  },
  {
    name: "… of another kind",
    template: { volumes: [bundle] },
    pod: { volumes: [{ name: "my-cert-bundle", emptyDir: {} }], ...main },
    want: ["error - volumes[1].name"],
    wantOfPodwright: ["error - volumes[0].name"],
  },
  {
    name: "… of which other keys are taken",
    template: { volumes: [bundle] },
    pod: {
      volumes: [{ ...bundle, configMap: { ...bundle.configMap, items: [{ key: "a", path: "a" }] } }],
      ...main,
    },
    want: ["error - volumes[1].name"],
    wantOfPodwright: ["error - volumes[0].name"],
  },
];

const nonFindings: readonly RuleCase[] = [
  { name: "the copilot's own containers and volumes", copilot: true, pod: main, want: [] },
  {
    name: "a volume called as the template's, with the same source",
    template: { volumes: [bundle] },
    pod: { volumes: [bundle], ...main },
    want: [],
  },
  {
    name: "… that a cluster gave back with its defaults",
    template: { volumes: [{ ...bundle, configMap: { ...bundle.configMap, defaultMode: 420 } }] },
    pod: { volumes: [bundle], ...main },
    want: [],
  },
  {
    name: "the name that the copilot has without the platform's prefix",
    pod: {
      containers: [
        { name: "main", image },
        { name: "downloader", image },
      ],
    },
    want: [],
  },
  {
    name: "a template's own entry for the downloader",
    template: { initContainers: [{ name: "flyte-copilot-downloader", image }] },
    want: [],
  },
  {
    name: "a template's entry for an init container of the task",
    template: { initContainers: [{ name: "mine", image, env: [{ name: "A", value: "1" }] }] },
    pod: { initContainers: [{ name: "mine", image }], ...main },
    want: [],
  },
  { name: "the template mounts its own volume", template: { volumes: [bundle] }, want: [] },
];

describe.each(semanticsNames.filter((name) => name !== "podwright"))("B7 by the rules of %s", (semantics) => {
  test.each(findings)("finds: $name", (row) =>
    expect(findingsOf(row, "B7", semantics)).toEqual(wanted(row, semantics)),
  );
  test.each(nonFindings)("passes: $name", (row) =>
    expect(findingsOf(row, "B7", semantics)).toEqual(wanted(row, semantics)),
  );

  test("names the task's place also where composing merged the two", () => {
    const pod = { initContainers: [{ name: "flyte-copilot-downloader", image }], ...main };
    const found = reportOf({ copilot: true, pod }, semantics).findings.find(({ rule }) => rule === "B7");
    expect(found?.where).toBe("the task, k8sPod.podSpec.initContainers[0].name");
  });

  test("says whose name it is", () => {
    const pod = { volumes: [{ name: "my-cert-bundle", emptyDir: {} }], ...main };
    expect(reportOf({ template: { volumes: [bundle] }, pod }, semantics).findings[0]).toMatchObject({
      code: "BOUNDARY_IDENTITY",
      volume: "my-cert-bundle",
      what: "the task has a volume called my-cert-bundle, as one of the template's is, with another source: emptyDir in place of configMap",
      where: "the task, k8sPod.podSpec.volumes[0].name",
      fix: "call the task's volume something else; to use the template's, only mount it",
    });
  });
});

describe("B7 by the rules of podwright, which compose no Pod of such names", () => {
  test.each(findings)("refuses or finds: $name", (row) => {
    const checked = checkBoundary(boundaryFacts(row), { semantics: "podwright" });
    if (checked.ok) expect(findingsOf(row, "B7", "podwright")).toEqual(wanted(row, "podwright"));
    else expect(new Set(checked.problems.map(({ code }) => code))).toEqual(new Set(["BOUNDARY_IDENTITY"]));
  });
  test.each(nonFindings)("passes: $name", (row) => expect(findingsOf(row, "B7", "podwright")).toEqual(row.want));
});
