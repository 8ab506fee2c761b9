import type { PlatformConfig } from "../../config/typed/platform-config.ts";
import type { GPUAccelerator } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import type { Draft } from "../../merge/draft.ts";
import { mergeMap } from "../../merge/map-entries.ts";
import type { Origin } from "../../merge/origin.ts";
import { setDefault } from "../../merge/write-field.ts";
import {
  deviceClassName,
  deviceClassOf,
  extendedResourcesOf,
  isAcceleratorResource,
  normalizedDevice,
} from "../accelerator.ts";
import { documents } from "../documents.ts";
import type { Facts } from "../facts.ts";
import type { Layer } from "../layer.ts";
import { bringTo, limitsAccelerator, type NodeRule, valueOn } from "../node-rule.ts";

/**
 * Brings a Pod whose containers limit an accelerator to nodes with the device and partition that the task asks for.
 * Requirements and tolerations that stand already are not repeated. The number of a partition's slices becomes a label in any case.
 * @source flytek8s/pod_helper.go ApplyGPUNodeSelectors, flyteorg/flyte v2.0.43
 */
export const gpuScheduling: Layer = {
  name: "gpu-scheduling",
  apply(draft, facts) {
    const { gpuAccelerator } = extendedResourcesOf(facts);
    if (gpuAccelerator) labelSlices(draft, gpuAccelerator);
    if (!limitsAccelerator(draft, (name) => isAcceleratorResource(facts.config, name))) return;
    setDefault(draft, draft.spec, "affinity", {}, own);
    if (!gpuAccelerator) return;
    const labels = nodeLabels(facts.config, gpuAccelerator);
    const source = sourceOf(facts);
    if (gpuAccelerator.device) {
      const device = normalizedDevice(facts.config, gpuAccelerator.device);
      bringTo(draft, valueOn(draft, labels.device, device, draft.recorder.at(source, "device")), own, "once");
    }
    const { partitionSizeValue: size } = gpuAccelerator;
    if (size.case === "unpartitioned" && size.value)
      bringTo(draft, unpartitioned(facts.config, gpuAccelerator, labels.partitionSize), own, "once");
    if (size.case === "partitionSize")
      bringTo(
        draft,
        valueOn(draft, labels.partitionSize, size.value, draft.recorder.at(source, "partitionSize")),
        own,
        "once",
      );
  },
};

const { name: layer } = gpuScheduling;
const own: Origin = { layer };
const taskPath = ["extendedResources", "gpuAccelerator"];
const fromTask: Origin = { layer, source: { document: documents.task, path: taskPath } };
const fromOverride: Origin = { layer, source: { document: documents.execution, path: ["overrides", ...taskPath] } };

function sourceOf({ execution }: Facts): Origin {
  return execution.overrides?.extendedResources?.gpuAccelerator ? fromOverride : fromTask;
}

/** @source flytek8s/pod_helper.go, flyteorg/flyte v2.0.43 */
const slicesLabel = "platform.union.ai/gpu-partition-slices";

/**
 * How many slices a partition such as `3g.20gb` has, whether or not a container asks for it.
 * @source flytek8s/pod_helper.go parseMigSlices, flyteorg/flyte v2.0.43
 */
function labelSlices(draft: Draft, { partitionSizeValue: size }: GPUAccelerator): void {
  const slices = size.case === "partitionSize" ? /^(\d+)g\.\d+gb$/.exec(size.value)?.[1] : undefined;
  if (slices) mergeMap(draft, draft.metadata, "labels", { [slicesLabel]: slices }, { layer });
}

/** The class's own where the config gives them, else the platform's. */
function nodeLabels(config: PlatformConfig, accelerator: GPUAccelerator): { device: string; partitionSize: string } {
  const deviceClass = deviceClassOf(config, accelerator);
  return {
    device: deviceClass?.["device-node-label"] || config["gpu-device-node-label"],
    partitionSize: deviceClass?.["partition-size-node-label"] || config["gpu-partition-size-node-label"],
  };
}

function unpartitioned(config: PlatformConfig, accelerator: GPUAccelerator, label: string): NodeRule {
  const deviceClass = deviceClassOf(config, accelerator);
  const classPath = ["accelerator-device-classes", deviceClassName(accelerator)];
  const ofClass = deviceClass?.["unpartitioned-node-selector-requirement"];
  const ofPlatform = config["gpu-unpartitioned-node-selector-requirement"];
  const tolerationOfClass = deviceClass?.["unpartitioned-toleration"];
  const requirementPath = ofClass
    ? [...classPath, "unpartitioned-node-selector-requirement"]
    : ["gpu-unpartitioned-node-selector-requirement"];
  const tolerationPath = tolerationOfClass
    ? [...classPath, "unpartitioned-toleration"]
    : ["gpu-unpartitioned-toleration"];
  return {
    requirement: ofClass ?? ofPlatform ?? { key: label, operator: "DoesNotExist" },
    toleration: tolerationOfClass ?? config["gpu-unpartitioned-toleration"],
    origins: {
      requirement: ofClass || ofPlatform ? fromConfig(requirementPath) : own,
      toleration: fromConfig(tolerationPath),
    },
  };
}

function fromConfig(path: readonly string[]): Origin {
  return { layer, source: { document: documents.config, path } };
}
