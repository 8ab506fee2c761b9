import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import { createDraft, type Draft } from "../../merge/draft.ts";
import { silentRecorder } from "../../merge/recorder.ts";
import { takeSpec } from "../../merge/write-spec.ts";
import { gpuScheduling } from "./gpu-scheduling.ts";

function scheduled(gpuAccelerator: object, config: object = {}, limit = "nvidia.com/gpu"): Draft {
  const draft = createDraft(silentRecorder);
  const containers = [{ name: "a", resources: { limits: { [limit]: "1" } } }];
  takeSpec(draft, { containers }, { layer: "test" });
  const task = { extendedResources: { gpuAccelerator } };
  gpuScheduling.apply(draft, factsOfCase({ task, config, execution: { namespace: "ns", name: "a" } }));
  return draft;
}

function requirementsOf({ spec }: Draft): unknown {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required?.nodeSelectorTerms.flatMap(({ matchExpressions = [] }) => matchExpressions);
}

const deviceLabel = "k8s.amazonaws.com/accelerator";
const partitionLabel = "k8s.amazonaws.com/gpu-partition-size";

describe("gpuScheduling", () => {
  test("asks for the device by its node label's value, and tolerates its nodes", () => {
    const draft = scheduled({ device: "a100" });
    expect(requirementsOf(draft)).toEqual([{ key: deviceLabel, operator: "In", values: ["nvidia-tesla-a100"] }]);
    expect(draft.spec.tolerations).toEqual([
      { key: deviceLabel, operator: "Equal", value: "nvidia-tesla-a100", effect: "NoSchedule" },
    ]);
  });

  test("asks for a partition, and labels the Pod with its slices", () => {
    const draft = scheduled({ partitionSize: "3g.20gb" });
    expect(requirementsOf(draft)).toEqual([{ key: partitionLabel, operator: "In", values: ["3g.20gb"] }]);
    expect(draft.metadata.labels).toEqual({ "platform.union.ai/gpu-partition-slices": "3" });
  });

  test("asks for nodes without partitions", () => {
    const draft = scheduled({ unpartitioned: true });
    expect(requirementsOf(draft)).toEqual([{ key: partitionLabel, operator: "DoesNotExist" }]);
    expect(draft.spec.tolerations).toBeUndefined();
  });

  test("takes the class's labels before the platform's", () => {
    const draft = scheduled({ device: "V5E", deviceClass: "GOOGLE_TPU", partitionSize: "2x2" }, {}, "google.com/tpu");
    expect(requirementsOf(draft)).toEqual([
      { key: "cloud.google.com/gke-tpu-accelerator", operator: "In", values: ["tpu-v5-lite-podslice"] },
      { key: "cloud.google.com/gke-tpu-topology", operator: "In", values: ["2x2"] },
    ]);
  });

  test("takes what the platform keeps for whole devices", () => {
    const requirement = { key: "whole", operator: "Exists" };
    const draft = scheduled(
      { unpartitioned: true },
      {
        "gpu-unpartitioned-node-selector-requirement": requirement,
        "gpu-unpartitioned-toleration": { key: "whole", operator: "Exists" },
      },
    );
    expect(requirementsOf(draft)).toEqual([requirement]);
    expect(draft.spec.tolerations).toEqual([{ key: "whole", operator: "Exists" }]);
  });

  test("leaves a Pod alone that limits no accelerator", () => {
    expect(scheduled({ device: "a100" }, {}, "cpu").spec).toEqual({
      containers: [{ name: "a", resources: { limits: { cpu: "1" } } }],
    });
  });
});
