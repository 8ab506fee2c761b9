import { describe, expect, test } from "vitest";
import { composePod } from "../../packages/core/src/compose/compose-pod.ts";
import type { Facts } from "../../packages/core/src/compose/facts.ts";
import { flyte116 } from "../../packages/core/src/compose/semantics/flyte-1.16.ts";
import { flyte20 } from "../../packages/core/src/compose/semantics/flyte-2.0.ts";
import { podwright } from "../../packages/core/src/compose/semantics/podwright.ts";
import type { SemanticsName } from "../../packages/core/src/compose/semantics-names.ts";
import { catalogue, type ProblemCode } from "../../packages/core/src/problem/catalogue.ts";
import { factsOfCase } from "../support/flyte-facts.ts";
import { readFlyteVectors } from "../support/flyte-vectors.ts";
import { codesIn } from "./codes-in.ts";
import { layersMet } from "./layers-met.ts";

/** Flyte knows no locks, so its vectors have none. */
const lockedCase = {
  podTemplates: [
    {
      metadata: { name: "mine", namespace: "tasks", annotations: { "podwright.dev/locked": '["hostNetwork"]' } },
      template: { spec: { containers: [] } },
    },
  ],
  task: {
    type: "sidecar",
    taskTypeVersion: 2,
    metadata: { podTemplateName: "mine" },
    config: { primary_container_name: "main" },
    k8sPod: { podSpec: { hostNetwork: true, containers: [{ name: "main", image: "i" }] } },
  },
  execution: { namespace: "tasks", name: "main" },
};

/** None of Flyte's cases has a field that is newer than the library of Flyte 1. */
const newerCase = {
  podTemplates: [
    { metadata: { name: "new", namespace: "tasks" }, template: { spec: { schedulingGroup: { podGroupName: "g" } } } },
  ],
  task: { type: "python-task", metadata: { podTemplateName: "new" }, container: { image: "i" } },
  execution: { namespace: "tasks", name: "main" },
};

const semantics = [
  { name: "flyte-1.16", layers: flyte116, ownCases: [newerCase] },
  { name: "flyte-2.0", layers: flyte20, ownCases: [] },
  { name: "podwright", layers: podwright, ownCases: [lockedCase] },
] as const;

describe("each layer is met by one of Flyte's cases, or by one beside them", () => {
  test.each(semantics)("$name", ({ name, layers, ownCases }) => {
    const unmet = new Set(layers.map((layer) => layer.name));
    expect(unmet.size).toBe(layers.length);
    for (const facts of [...flyteCases(name), ...ownCases.map((each) => factsOfCase(each))]) {
      for (const met of layersMet(facts, layers)) unmet.delete(met);
      if (unmet.size === 0) break;
    }
    expect([...unmet]).toEqual([]);
  });
});

describe("each problem code", () => {
  const codes = Object.keys(catalogue) as readonly ProblemCode[];

  test("is given somewhere", () => {
    const given = codesIn(["packages/*/src/**/*.ts", "scripts/**/*.ts"], (path) => {
      return path.endsWith(".test.ts") || path.endsWith("/catalogue.ts");
    });
    expect(codes.filter((code) => !given.has(code))).toEqual([]);
  });

  test("is wanted by a test or a golden file, or met by one of Flyte's cases", () => {
    const sources = ["{packages,scripts,test}/**/*.test.ts", "test/copilot/differences.ts"];
    const golden = ["testdata/{golden,lint,lint-formats}/**/*.{txt,json,sarif}"];
    const wanted = codesIn([...sources, ...golden], isGivenProblems);
    const unmet = new Set(codes.filter((code) => !wanted.has(code)));
    for (const { name } of semantics) {
      for (const facts of flyteCases(name)) {
        if (unmet.size === 0) break;
        for (const code of codesOf(facts, name)) unmet.delete(code);
      }
    }
    expect([...unmet]).toEqual([]);
  });
});

function* flyteCases(name: SemanticsName): Iterable<Facts> {
  const version = name === "flyte-1.16" ? name : "flyte-2.0";
  for (const { kind, input } of readFlyteVectors(version, "compose", "named", "upgrade")) {
    if (kind === "compose") yield factsOfCase(input, version);
  }
}

function codesOf(facts: Facts, name: SemanticsName): readonly ProblemCode[] {
  const result = composePod(facts, { semantics: name });
  return (result.ok ? result.value.problems : result.problems).map(({ code }) => code);
}

/** Tests that make up problems to see what becomes of them: the codes in these are not what was wanted. */
function isGivenProblems(path: string): boolean {
  return (
    path.startsWith("test/architecture/") ||
    path.startsWith("packages/core/src/problem/") ||
    path.startsWith("packages/cli/src/output/") ||
    path === "packages/cli/src/store/own-trust.test.ts"
  );
}
