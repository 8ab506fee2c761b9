import { describe, expect, test } from "vitest";
import { runMergeOverlay, runMergeTemplate } from "../../../../scripts/vectors/run-merge.ts";
import { readFlyteVectors } from "../../../../test/support/flyte-vectors.ts";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import { valueOrThrow } from "../problem/problem-error.ts";

const kinds = [
  { kind: "mergeTemplate", run: runMergeTemplate, count: 754 },
  { kind: "mergeOverlay", run: runMergeOverlay, count: 487 },
] as const;

describe.each(["flyte-2.0", "flyte-1.16"] as const)("merging as %s does", (version) => {
  describe.each(kinds)("$kind", ({ kind, run, count }) => {
    const cases = readFlyteVectors(version, "merge", "named", "upgrade").filter((each) => each.kind === kind);

    test("no case is left out", () => expect(cases.length).toBe(count));

    test.each(cases)("$id", ({ id, input, want }) => {
      const result = run({ ...input, id }, version);
      if (want.error) expect(result).toEqual({ error: want.error });
      else expect(spec(result.podSpec)).toEqual(spec(want.podSpec));
    });
  });
});

function spec(value: unknown): object {
  return valueOrThrow(decodeKubernetes<object>("corev1.PodSpec", value));
}
