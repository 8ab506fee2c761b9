import type { Problem } from "@podwright/core";
import { expect, test } from "vitest";
import { oneRefusal } from "./one-refusal.ts";

function refusal(right: string): Problem {
  return {
    code: "CLUSTER_FORBIDDEN",
    severity: "warning",
    what: `u may not ${right}`,
    where: "at c",
    fix: `grant ${right}`,
  };
}

const other: Problem = { code: "CLUSTER_CONFIG_MISSING", severity: "warning", what: "none", fix: "name it" };

test("one right that lacks keeps its rule, however often it was needed", () => {
  const get = refusal("get configmaps in namespace flyte");
  expect(oneRefusal([get, other, { ...get }, { ...get }])).toEqual([get, other]);
});

test("several rights that lack are one warning, each on a line of its own", () => {
  const [list, get] = [refusal("list deployments in namespace flyte"), refusal("get configmaps in namespace flyte")];
  expect(oneRefusal([list, get, other, get])).toEqual([
    {
      code: "CLUSTER_FORBIDDEN",
      severity: "warning",
      what: "u may not list deployments in namespace flyte\nu may not get configmaps in namespace flyte",
      where: "at c",
      fix: "have the Roles of deploy/kubernetes/from-cluster.yaml applied for who asks, with these namespaces: they have the rules",
    },
    other,
  ]);
});

test("without a refusal everything stays", () => {
  expect(oneRefusal([other])).toEqual([other]);
});
