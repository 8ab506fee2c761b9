import { describe, expect, test } from "vitest";
import { readFlyteVectors } from "../../../../test/support/flyte-vectors.ts";
import { platformConfig } from "../config/meant/read-section.ts";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import type { Pod } from "../kubernetes/types.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { phaseClock } from "./phase-clock.ts";
import { podVerdict } from "./pod-verdict.ts";

describe.each(["flyte-1.16", "flyte-2.0"] as const)("by the rules of %s", (version) => {
  test("a task goes on, succeeds and fails in our words when it does in Flyte's, whatever its Pod looks like", () => {
    const wanted: Readonly<Record<string, string>> = {
      PhaseSuccess: "succeeded",
      PhaseRetryableFailure: "failed",
      PhasePermanentFailure: "failed",
    };
    for (const { id, input } of readFlyteVectors(version, "phase", "named", "upgrade")) {
      if (input.kind !== "phase") continue;
      const pod = valueOrThrow(decodeKubernetes<Pod>("corev1.Pod", input.pod));
      const clock = phaseClock(String(input.now), valueOrThrow(platformConfig(input.config, version)), version);
      const { task, flyte } = podVerdict({ pod, primaryContainerName: "main" }, clock);
      const ended = task.phase === "succeeded" || task.phase === "failed" ? task.phase : "goes on";
      expect({ id, ended }).toEqual({ id, ended: wanted[flyte.phase] ?? "goes on" });
      if (task.phase === "failed") expect(task.code, id).not.toBe("");
    }
  });
});
