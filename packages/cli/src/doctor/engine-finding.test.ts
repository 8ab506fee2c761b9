import { expect, test } from "vitest";
import type { CheckResult } from "./check.ts";
import { engineFinding, workingEngines } from "./engine-finding.ts";

const sandbox: CheckResult = { name: "sandbox", engine: "sandbox", status: "ok", what: "bubblewrap makes a sandbox" };
const containers: CheckResult = { name: "containers", engine: "docker", status: "failed", what: "no engine answered" };
const cluster: CheckResult = { name: "cluster", engine: "kubernetes", status: "ok", what: "it answers" };
const mayNothing: CheckResult = { name: "permissions", engine: "kubernetes", status: "failed", what: "not enough" };

test("an engine works when all of its checks end well", () => {
  expect(workingEngines([sandbox, containers, cluster, { ...mayNothing, status: "warning" }])).toEqual([
    "sandbox",
    "kubernetes",
  ]);
});

test("a cluster in which we may create no Pod is no engine that works, and the reason is what we lack", () => {
  const results = [containers, cluster, mayNothing];
  expect(workingEngines(results)).toEqual([]);
  expect(engineFinding(results)).toMatchObject({
    status: "failed",
    what: "no engine works here",
    details: [
      "sandbox     does not: not looked at",
      "docker      does not: no engine answered",
      "kubernetes  does not: not enough",
    ],
  });
});

test("an engine that runs some Pods only is said to work for those", () => {
  const limited: CheckResult = { ...containers, status: "warning", runsOnly: "Pods with hostNetwork only" };
  expect(engineFinding([sandbox, limited]).details).toEqual([
    "sandbox     works",
    "docker      works, for Pods with hostNetwork only",
    "kubernetes  does not: not looked at",
  ]);
});
