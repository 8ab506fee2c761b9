import { fromJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { type BoundaryCase, boundaryFacts } from "../../../../../test/support/boundary-facts.ts";
import { composePod } from "../../compose/compose-pod.ts";
import type { Facts } from "../../compose/facts.ts";
import { type SemanticsName, semanticsNames } from "../../compose/semantics-names.ts";
import { K8sPodSchema } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import { valueOrThrow } from "../../problem/problem-error.ts";
import { ownedContainers } from "./owners.ts";
import { traceIndex } from "./trace-index.ts";

const image = "registry.example.com/image:1";
const entries = {
  containers: [{ name: "default", image, env: [{ name: "A", value: "1" }] }],
  initContainers: [
    { name: "default-init", image, env: [{ name: "A", value: "1" }] },
    { name: "mine", image, env: [{ name: "B", value: "1" }] },
    { name: "guard", image },
  ],
};

function owners(facts: Facts, semantics: SemanticsName): readonly string[] {
  const { pod, trace = [] } = valueOrThrow(composePod(facts, { semantics, trace: true }));
  return ownedContainers(pod, traceIndex(trace)).map(({ name, owner, from }) => `${name}: ${owner} (${from})`);
}

describe.each(semanticsNames)("whose a container is, by the rules of %s", (semantics) => {
  const guard = semantics === "podwright" ? ["guard: platform (template)"] : [];

  test("follows from who gave it, whatever templates say to it", () => {
    const pod = {
      initContainers: [{ name: "mine", image }],
      containers: [
        { name: "main", image },
        { name: "side", image },
      ],
    };
    const boundaryCase: BoundaryCase = { template: entries, copilot: true, pod };
    expect(owners(boundaryFacts(boundaryCase), semantics)).toEqual([
      "flyte-copilot-uploader: platform (copilot)",
      ...guard,
      "mine: task (task)",
      "flyte-copilot-downloader: platform (copilot)",
      "main: task (task)",
      "side: task (task)",
    ]);
  });

  test("is the task's for a container task, and for the Pod spec that the execution puts in its place", () => {
    expect(owners(boundaryFacts({}), semantics).at(-1)).toBe("main: task (task)");
    const facts = boundaryFacts({});
    const podTemplate = fromJson(K8sPodSchema, {
      primaryContainerName: "other",
      podSpec: { containers: [{ name: "other", image }] },
    });
    const { execution } = facts;
    const overridden = { ...facts, execution: { ...execution, overrides: { ...execution.overrides, podTemplate } } };
    expect(owners(overridden, semantics).at(-1)).toBe("other: task (task)");
  });

  test("is the task's although it is called as one of the copilot's", () => {
    const pod = {
      initContainers: [{ name: "flyte-copilot-downloader", image }],
      containers: [{ name: "main", image }],
    };
    expect(owners(boundaryFacts({ pod }), semantics)[0]).toBe("flyte-copilot-downloader: task (task)");
  });
});
