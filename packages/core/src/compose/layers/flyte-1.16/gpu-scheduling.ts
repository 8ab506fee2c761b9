import type { Draft } from "../../../merge/draft.ts";
import type { Origin } from "../../../merge/origin.ts";
import { setDefault } from "../../../merge/write-field.ts";
import { extendedResourcesOf } from "../../accelerator.ts";
import { documents } from "../../documents.ts";
import type { Facts } from "../../facts.ts";
import type { Layer } from "../../layer.ts";
import { bringTo, limitsAccelerator, type NodeRule, valueOn } from "../../node-rule.ts";

/**
 * Brings a Pod whose containers limit the platform's GPUs to nodes with the device and partition that the task asks for, the device in the
 * task's own words. Requirements and tolerations that stand already are written once more.
 * @source flytek8s/pod_helper.go ApplyGPUNodeSelectors, flyteorg/flyte v1.16.8
 */
export const gpuScheduling: Layer = {
  name: "gpu-scheduling",
  apply(draft, facts) {
    const { gpuAccelerator } = extendedResourcesOf(facts);
    const { config } = facts;
    if (!gpuAccelerator || !limitsAccelerator(draft, (name) => name === config["gpu-resource-name"])) return;
    setDefault(draft, draft.spec, "affinity", {}, own);
    const source = sourceOf(facts);
    const labelled = (label: "device" | "partition-size", value: string, field: string): NodeRule =>
      valueOn(draft, config[`gpu-${label}-node-label`], value, draft.recorder.at(source, field));
    if (gpuAccelerator.device) bring(draft, labelled("device", gpuAccelerator.device, "device"));
    const { partitionSizeValue: size } = gpuAccelerator;
    if (size.case === "unpartitioned" && size.value) bring(draft, unpartitioned(facts));
    if (size.case === "partitionSize") bring(draft, labelled("partition-size", size.value, "partitionSize"));
  },
};

const own: Origin = { layer: gpuScheduling.name };

function bring(draft: Draft, rule: NodeRule): void {
  bringTo(draft, rule, own, "again");
}

function sourceOf({ execution }: Facts): Origin {
  const path = ["extendedResources", "gpuAccelerator"];
  return execution.overrides?.extendedResources?.gpuAccelerator
    ? { ...own, source: { document: documents.execution, path: ["overrides", ...path] } }
    : { ...own, source: { document: documents.task, path } };
}

function unpartitioned({ config }: Facts): NodeRule {
  const requirement = config["gpu-unpartitioned-node-selector-requirement"];
  const fromConfig = (key: string): Origin => ({ ...own, source: { document: documents.config, path: [key] } });
  return {
    requirement: requirement ?? { key: config["gpu-partition-size-node-label"], operator: "DoesNotExist" },
    toleration: config["gpu-unpartitioned-toleration"],
    origins: {
      requirement: requirement ? fromConfig("gpu-unpartitioned-node-selector-requirement") : own,
      toleration: fromConfig("gpu-unpartitioned-toleration"),
    },
  };
}
