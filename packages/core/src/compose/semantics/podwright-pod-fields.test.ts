import { describe, expect, test } from "vitest";
import { type Json, mainOf, podOf, problemsOf } from "../../../../../test/support/podwright-layers.ts";
import type { PodSpec } from "../../kubernetes/types.ts";

interface FieldCase {
  readonly name: string;
  readonly low: Json;
  readonly high: Json;
  readonly want: Json;
}

describe("how fields of a Pod merge", () => {
  const required = (...terms: readonly (readonly string[])[]) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: terms.map((keys) => ({
            matchExpressions: keys.map((key) => ({ key, operator: "Exists" })),
          })),
        },
      },
    },
  });
  const cases: readonly FieldCase[] = [
    {
      name: "maps by key, empty values included",
      low: { nodeSelector: { a: "1", b: "1" } },
      high: { nodeSelector: { a: "" } },
      want: { nodeSelector: { a: "", b: "1" } },
    },
    {
      name: "volumes by name, beside each other",
      low: { volumes: [{ name: "a", emptyDir: {} }] },
      high: {
        volumes: [
          { name: "b", emptyDir: {} },
          { name: "a", emptyDir: {} },
        ],
      },
      want: {
        volumes: [
          { name: "a", emptyDir: {} },
          { name: "b", emptyDir: {} },
        ],
      },
    },
    {
      name: "topologySpreadConstraints by key and what happens if they cannot be kept",
      low: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "z", whenUnsatisfiable: "DoNotSchedule" }] },
      high: {
        topologySpreadConstraints: [
          { maxSkew: 2, topologyKey: "z", whenUnsatisfiable: "DoNotSchedule" },
          { maxSkew: 1, topologyKey: "z", whenUnsatisfiable: "ScheduleAnyway" },
        ],
      },
      want: {
        topologySpreadConstraints: [
          { maxSkew: 2, topologyKey: "z", whenUnsatisfiable: "DoNotSchedule" },
          { maxSkew: 1, topologyKey: "z", whenUnsatisfiable: "ScheduleAnyway" },
        ],
      },
    },
    {
      name: "tolerations are a set, and the task's seconds count",
      low: {
        tolerations: [
          { key: "a", value: "1", effect: "NoExecute", tolerationSeconds: 9 },
          { key: "b", operator: "Exists" },
        ],
      },
      high: { tolerations: [{ key: "a", operator: "Equal", value: "1", effect: "NoExecute", tolerationSeconds: 0 }] },
      want: {
        tolerations: [
          { key: "a", operator: "Equal", value: "1", effect: "NoExecute", tolerationSeconds: 0 },
          { key: "b", operator: "Exists" },
        ],
      },
    },
    {
      name: "required terms are joined, each with each",
      low: required(["a"], ["b"]),
      high: required(["x"], ["y"]),
      want: required(["x", "a"], ["x", "b"], ["y", "a"], ["y", "b"]),
    },
    {
      name: "… and one that only narrows another is left out",
      low: required(["a"], ["b"]),
      high: required(["a"]),
      want: required(["a"]),
    },
    {
      name: "imagePullSecrets, schedulingGates and resourceClaims by name",
      low: {
        imagePullSecrets: [{ name: "a" }],
        schedulingGates: [{ name: "g" }],
        resourceClaims: [{ name: "c", resourceClaimName: "t" }],
      },
      high: {
        imagePullSecrets: [{ name: "b" }, { name: "a" }],
        schedulingGates: [{ name: "g" }],
        resourceClaims: [{ name: "c", resourceClaimTemplateName: "m" }],
      },
      want: {
        imagePullSecrets: [{ name: "a" }, { name: "b" }],
        schedulingGates: [{ name: "g" }],
        resourceClaims: [{ name: "c", resourceClaimTemplateName: "m" }],
      },
    },
    {
      name: "hostAliases by address, their names united",
      low: { hostAliases: [{ ip: "1", hostnames: ["a", "b"] }] },
      high: {
        hostAliases: [
          { ip: "1", hostnames: ["b", "c"] },
          { ip: "2", hostnames: ["d"] },
        ],
      },
      want: {
        hostAliases: [
          { ip: "1", hostnames: ["a", "b", "c"] },
          { ip: "2", hostnames: ["d"] },
        ],
      },
    },
    {
      name: "a Pod's security context by field",
      low: { securityContext: { runAsUser: 5, fsGroup: 7 } },
      high: { securityContext: { runAsUser: 0 } },
      want: { securityContext: { runAsUser: 0, fsGroup: 7 } },
    },
    {
      name: "the account and classes: the higher one's",
      low: {
        serviceAccountName: "t",
        priorityClassName: "t",
        runtimeClassName: "t",
        automountServiceAccountToken: true,
      },
      high: { serviceAccountName: "m", automountServiceAccountToken: false },
      want: {
        serviceAccountName: "m",
        priorityClassName: "t",
        runtimeClassName: "t",
        automountServiceAccountToken: false,
      },
    },
  ];
  test.each(cases)("$name", ({ low, high, want }) => {
    const { spec } = podOf({ task: high, template: { containers: [], ...low } });
    for (const key of Object.keys(want)) expect(spec[key as keyof PodSpec]).toEqual(want[key]);
  });

  test("the platform's default affinity is for tasks that have none; a template's is joined with it", () => {
    const { affinity: byDefault } = required(["default"]);
    const config = { "default-affinity": byDefault };
    const template = { containers: [], ...required(["template"]) };
    expect(podOf({ config, template }).spec.affinity).toEqual(required(["default", "template"]).affinity);
    expect(podOf({ config, template, task: required(["own"]) }).spec.affinity).toEqual(
      required(["own", "template"]).affinity,
    );
  });

  test("refuses to join more terms than anybody can read, at once", () => {
    const many = required(...Array.from({ length: 1000 }, (_, index) => [`k${index}`]));
    expect(
      problemsOf({ task: many, template: { containers: [], ...many } }).map((problem) => problem.split(" ")[0]),
    ).toEqual(["NODE_TERMS_TOO_MANY"]);
  });

  test.each([
    { own: 9000, want: 9000 },
    { own: 10, want: 3600 },
    { own: undefined, want: 3600 },
  ])("the longer grace period of the task's ($own) and the copilot's", ({ own, want }) => {
    const task = own === undefined ? {} : { terminationGracePeriodSeconds: own };
    const template = { containers: [], terminationGracePeriodSeconds: 30 };
    expect(podOf({ dataConfig: true, task, template }).spec.terminationGracePeriodSeconds).toBe(want);
  });

  test("a key that stands twice in one list stands once, as the last one says", () => {
    const twice = [
      { name: "A", value: "1" },
      { name: "A", value: "2" },
    ];
    expect(mainOf({ main: { env: twice } }).env).toEqual([{ name: "A", value: "2" }]);
  });
});
