import { describe, expect, test } from "vitest";
import { readFlyteVectors } from "../../../../test/support/flyte-vectors.ts";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import type { PodSpec } from "../kubernetes/types.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { mergePodSpec } from "./merge-pod-spec.ts";
import { silentRecorder } from "./recorder.ts";

const spec = (value: unknown) => valueOrThrow(decodeKubernetes<PodSpec>("corev1.PodSpec", value ?? {}));

describe.each(["flyte-2.0", "flyte-1.16"] as const)("merging a Pod spec over a template's as %s does", (version) => {
  const cases = readFlyteVectors(version, "merge", "named", "upgrade").filter(({ kind }) => kind === "mergeTemplate");
  /** Go refuses a nil spec; here the types do. */
  const mergeable = cases.filter(({ input }) => input.template && input.base);

  test("no case is left out", () => {
    expect(cases.length).toBe(754);
    expect(mergeable.length).toBe(739);
    expect(mergeable.filter(({ want }) => want.error)).toEqual([]);
  });

  test.each(mergeable)("$id", ({ input, want }) => {
    const merged = mergePodSpec(silentRecorder, {
      template: { value: spec(input.template), origin: { layer: "pod-template" } },
      base: { value: spec(input.base), origin: { layer: "task" } },
      primaryContainerName: String(input.primaryContainerName ?? ""),
      primaryInitContainerName: String(input.primaryInitContainerName ?? ""),
      version,
    });
    expect(merged).toEqual(spec(want.podSpec));
  });
});
