import { describe, expect, test } from "vitest";
import { runMergeOverlay, runMergeTemplate } from "../../../../scripts/vectors/run-merge.ts";
import { differingCases } from "../../../../test/support/differing-cases.ts";
import { firstDifference } from "../../../../test/support/first-difference.ts";
import { readFlyteVectors } from "../../../../test/support/flyte-vectors.ts";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import { valueOrThrow } from "../problem/problem-error.ts";

const kinds = [
  { kind: "mergeTemplate", run: runMergeTemplate, count: 754 },
  { kind: "mergeOverlay", run: runMergeOverlay, count: 487 },
] as const;

describe.each(["flyte-2.0", "flyte-1.16"] as const)("merging as %s does", (version) => {
  test.each(kinds)("$kind", ({ kind, run, count }) => {
    const cases = readFlyteVectors(version, "merge", "named", "upgrade").filter((each) => each.kind === kind);
    const differing = differingCases(cases, ({ id, input, want }) => {
      const result = run({ ...input, id }, version);
      return want.error
        ? firstDifference(result, { error: want.error })
        : firstDifference(spec(result.podSpec), spec(want.podSpec));
    });
    expect(differing).toEqual([]);
    expect(cases.length).toBe(count);
  });
});

function spec(value: unknown): object {
  return valueOrThrow(decodeKubernetes<object>("corev1.PodSpec", value));
}
