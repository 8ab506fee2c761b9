import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryFacts } from "../../../../../test/support/arbitrary-facts.ts";
import { boundaryFacts } from "../../../../../test/support/boundary-facts.ts";
import { findingsOf, type RuleCase, reportOf, wanted } from "../../../../../test/support/boundary-findings.ts";
import { composePod } from "../../compose/compose-pod.ts";
import type { Composition } from "../../compose/composition.ts";
import type { Facts } from "../../compose/facts.ts";
import { type SemanticsName, semanticsNames } from "../../compose/semantics-names.ts";
import type { Container, Pod, PodTemplate } from "../../kubernetes/types.ts";
import { valueOrThrow } from "../../problem/problem-error.ts";
import { type BoundarySubject, boundarySubject } from "../boundary-subject.ts";
import { checkBoundary } from "../check-boundary.ts";
import { isolation } from "./isolation.ts";

const image = "registry.example.com/image:1";
const requesting = (requests: object) => ({
  initContainers: [{ name: "default-init", image, resources: { requests } }],
});
const main = (more: object = {}) => ({ containers: [{ name: "main", image, ...more }] });

const cases: readonly RuleCase[] = [
  { name: "no template", want: [] },
  {
    name: "requests of init containers that rise above the task's",
    template: requesting({ "ephemeral-storage": "2Gi" }),
    pod: {
      initContainers: [{ name: "mine", image }],
      ...main({ resources: { requests: { "ephemeral-storage": "1Gi" } } }),
    },
    want: ["information - initContainers"],
  },
  {
    name: "requests of init containers that stay below the task's",
    template: requesting({ "ephemeral-storage": "1Gi" }),
    pod: {
      initContainers: [{ name: "mine", image }],
      ...main({ resources: { requests: { "ephemeral-storage": "2Gi" } } }),
    },
    want: [],
  },
  {
    name: "requests of a native sidecar, which count beside the task's",
    template: requesting({ "ephemeral-storage": "1Gi" }),
    pod: {
      initContainers: [{ name: "mine", image, restartPolicy: "Always" }],
      ...main({ resources: { requests: { "ephemeral-storage": "2Gi" } } }),
    },
    want: ["information - initContainers"],
  },
  {
    name: "a task that takes away what the template gives its init container, which is noted on the Pod",
    template: { initContainers: [{ name: "default-init", image, args: ["t"] }] },
    pod: { initContainers: [{ name: "mine", image, args: null }], ...main() },
    want: [],
  },
  {
    name: "a template that gives init containers all that there is",
    template: {
      volumes: [{ name: "v", emptyDir: {} }],
      initContainers: [
        {
          name: "default-init",
          image,
          env: [{ name: "A", value: "1" }],
          volumeMounts: [{ name: "v", mountPath: "/v" }],
          securityContext: { privileged: true },
        },
      ],
    },
    want: [],
  },
];

describe.each(semanticsNames)("B1 by the rules of %s", (semantics) => {
  test.each(cases)("$name", (row) => expect(findingsOf(row, "B1", semantics)).toEqual(wanted(row, semantics)));

  test("says how much more is reserved", () => {
    expect(reportOf({ template: requesting({ "ephemeral-storage": "2Gi" }) }, semantics).findings[0]).toMatchObject({
      code: "BOUNDARY_ISOLATION",
      what: "the Pod reserves 4Gi of ephemeral-storage for its init containers, 0 without what the template gives them",
      where: "podTemplates[0], template.spec.initContainers",
    });
  });

  test("reports what would break it: something outside spec.initContainers that is another one", () => {
    const subject = valueOrThrow(boundarySubject(boundaryFacts({}), { semantics }));
    const { pod } = subject.composition;
    const elsewhere: Pod = { ...pod, spec: { ...pod.spec, containers: [], hostNetwork: true } };
    const broken: BoundarySubject = {
      ...subject,
      withoutInitEntries: { ok: true, value: { ...subject.composition, pod: elsewhere }, warnings: [] },
    };
    const errors = isolation.check(broken).filter(({ severity }) => severity === "error");
    expect(errors.map(({ path }) => path.join("."))).toEqual(["spec.containers.0", "spec.hostNetwork"]);
  });

  test("reports a Pod that there would not be at all", () => {
    const subject = valueOrThrow(boundarySubject(boundaryFacts({}), { semantics }));
    const broken: BoundarySubject = { ...subject, withoutInitEntries: composePod(unsupported, { semantics }) };
    expect(isolation.check(broken).map(({ severity, path }) => `${severity} ${path.join(".")}`)).toEqual([
      "error spec",
    ]);
  });

  test("no error is ever found in random Pods", () => {
    fc.assert(
      fc.property(arbitraryFacts(), (facts) => {
        const checked = checkBoundary(facts, { semantics });
        if (!checked.ok) return;
        expect(checked.value.findings.filter(({ rule, severity }) => rule === "B1" && severity === "error")).toEqual(
          [],
        );
      }),
      { numRuns: 200 },
    );
  });
});

test("the law on 10,000 random Pods: what templates say to init containers changes nothing outside spec.initContainers", () => {
  const compared = Object.fromEntries(semanticsNames.map((name) => [name, 0]));
  let shaped = 0;
  fc.assert(
    fc.property(arbitraryFacts(), fc.constantFrom(...semanticsNames), (facts, semantics) => {
      const composed = composePod(facts, { semantics });
      if (!composed.ok) return;
      const without = valueOrThrow(composePod(withoutInitEntries(facts, semantics), { semantics }));
      expect(outsideInit(composed.value)).toBe(outsideInit(without));
      compared[semantics] = (compared[semantics] ?? 0) + 1;
      if (JSON.stringify(composed.value.pod) !== JSON.stringify(without.pod)) shaped++;
    }),
    { numRuns: 12_000 },
  );
  expect(Object.values(compared).reduce((sum, pods) => sum + pods)).toBeGreaterThan(10_000);
  for (const semantics of semanticsNames) expect(compared[semantics]).toBeGreaterThan(2_500);
  expect(shaped).toBeGreaterThan(3_000);
}, 120_000);

const unsupported: Facts = { ...boundaryFacts({}), task: { ...boundaryFacts({}).task, target: { case: undefined } } };

function outsideInit({ pod }: Composition): string {
  const { initContainers: _, ...spec } = pod.spec ?? { containers: [] };
  return JSON.stringify({ ...pod, spec });
}

/** Keeps those entries whose names a Pod has that no template says anything of init containers to. */
function withoutInitEntries(facts: Facts, semantics: SemanticsName): Facts {
  const bare = mapInitContainers(facts, () => false);
  const { pod } = valueOrThrow(composePod(bare, { semantics }));
  const names = (pod.spec?.initContainers ?? []).map(({ name }) => name);
  return mapInitContainers(
    facts,
    ({ name }) => name !== "default-init" && name !== "primary-init" && names.includes(name),
  );
}

function mapInitContainers(facts: Facts, keep: (container: Container) => boolean): Facts {
  const strip = (template: PodTemplate): PodTemplate => ({
    ...template,
    template: {
      ...template.template,
      spec: {
        containers: [],
        ...template.template?.spec,
        initContainers: (template.template?.spec?.initContainers ?? []).filter(keep),
      },
    },
  });
  const classes = Object.entries(facts.config["accelerator-device-classes"]).map(([name, deviceClass]) => {
    const template = deviceClass["pod-template"];
    return [name, template ? { ...deviceClass, "pod-template": strip(template) } : deviceClass];
  });
  return {
    ...facts,
    podTemplates: facts.podTemplates.map((sourced) => ({ ...sourced, template: strip(sourced.template) })),
    config: { ...facts.config, "accelerator-device-classes": Object.fromEntries(classes) },
  };
}
