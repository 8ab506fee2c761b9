import { describe, expect, test } from "vitest";
import type { NodeSelectorTerm } from "../kubernetes/gen/types.ts";
import { createDraft } from "../merge/draft.ts";
import { silentRecorder } from "../merge/recorder.ts";
import { takeSpec } from "../merge/write-spec.ts";
import { type Repetition, requireNodes } from "./require-nodes.ts";

const zone = { key: "zone", operator: "NotIn" };
const spot = { key: "pool", operator: "In", values: ["spot"] };

function required(terms: readonly NodeSelectorTerm[], repetition: Repetition): unknown {
  const draft = createDraft(silentRecorder);
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [...terms] } };
  takeSpec(draft, { containers: [], affinity: { nodeAffinity } }, { layer: "own" });
  requireNodes(draft, [zone, zone], { layer: "test" }, repetition);
  return draft.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
}

describe("requirements that are the same twice", () => {
  test("come once into a term that has others", () => {
    expect(required([{ matchExpressions: [spot] }], "once")).toEqual([{ matchExpressions: [spot, zone] }]);
  });

  test("come not at all into a term that has them", () => {
    expect(required([{ matchExpressions: [zone] }, {}], "once")).toEqual([
      { matchExpressions: [zone] },
      { matchExpressions: [zone] },
    ]);
  });

  test("come twice in Flyte 1", () => {
    expect(required([{ matchExpressions: [zone] }], "again")).toEqual([{ matchExpressions: [zone, zone, zone] }]);
  });

  test("come twice where they are the only term", () => {
    expect(required([], "once")).toEqual([{ matchExpressions: [zone, zone] }]);
  });
});
