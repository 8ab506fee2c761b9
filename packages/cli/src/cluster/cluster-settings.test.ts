import { ProblemError } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { clusterSettings } from "./cluster-settings.ts";

describe("which cluster a verb takes facts from", () => {
  test.each([
    { name: "none, where nobody says so", options: {}, context: undefined, want: undefined },
    { name: "the current one, with --from-cluster", options: { fromCluster: true }, context: undefined, want: {} },
    { name: "the project's", options: {}, context: "staging", want: { context: "staging" } },
    {
      name: "the one that --context names, whatever the project says",
      options: { context: "prod", kubeconfig: "k" },
      context: "staging",
      want: { context: "prod", kubeconfig: "k" },
    },
    { name: "none, with --no-from-cluster", options: { fromCluster: false }, context: "staging", want: undefined },
    {
      name: "with the ConfigMaps that --flyte-config-map names",
      options: { fromCluster: true, flyteConfigMap: ["flyte/a", "other/b"] },
      context: undefined,
      want: {
        configMaps: [
          { namespace: "flyte", name: "a" },
          { namespace: "other", name: "b" },
        ],
      },
    },
  ])("$name", ({ options, context, want }) => {
    expect(clusterSettings(options, context)).toEqual(want && { ...want, answers: new Map() });
  });

  test.each([
    { name: "--context", options: { context: "a" }, want: "--context has no effect here" },
    {
      name: "several",
      options: { kubeconfig: "a", flyteConfigMap: ["a/b"] },
      want: "--flyte-config-map and --kubeconfig have no effect here",
    },
    {
      name: "a ConfigMap without a namespace",
      options: { fromCluster: true, flyteConfigMap: ["flyte-config"] },
      want: "--flyte-config-map flyte-config names no ConfigMap",
    },
  ])("refuses flags that mean nothing: $name", ({ options, want }) => {
    expect(problemOf(() => clusterSettings(options, undefined))).toEqual({ code: "USAGE", what: want });
  });

  test("lets those stand that the verb has another use for", () => {
    expect(clusterSettings({ context: "a", kubeconfig: "b" }, undefined, true)).toBeUndefined();
  });
});

function problemOf(act: () => unknown): { readonly code: string; readonly what: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return { code: error.problems[0].code, what: error.problems[0].what };
  }
  throw new Error("no problem");
}
