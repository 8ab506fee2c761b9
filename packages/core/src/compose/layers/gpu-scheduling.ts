import type { GPUAccelerator } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import type { NodeSelectorRequirement, Toleration } from "../../kubernetes/gen/types.ts";
import { appendItems, type Draft, type Frozen, mergeMap, setDefault } from "../../merge/draft.ts";
import type { Origin } from "../../merge/origin.ts";
import { sourcedCopy } from "../../merge/sourced-copy.ts";
import { acceleratorResourceNames, deviceClassOf, extendedResourcesOf, normalizedDevice } from "../accelerator.ts";
import { documents } from "../documents.ts";
import type { Layer } from "../layer.ts";
import type { PlatformConfig } from "../platform-config.ts";
import { requireNodes } from "../require-nodes.ts";

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
    if (!limitsAccelerator(draft, facts.config)) return;
    setDefault(draft, draft.spec, "affinity", {}, own);
    if (!gpuAccelerator) return;
    const nodes = nodeRules(facts.config, gpuAccelerator);
    if (gpuAccelerator.device) {
      const device = normalizedDevice(facts.config, gpuAccelerator.device);
      bringTo(draft, valueOn(nodes.deviceLabel, device), fromDevice);
    }
    const { partitionSizeValue: size } = gpuAccelerator;
    if (size.case === "unpartitioned" && size.value) bringTo(draft, nodes.unpartitioned, own);
    if (size.case === "partitionSize") bringTo(draft, valueOn(nodes.partitionSizeLabel, size.value), fromPartition);
  },
};

const { name: layer } = gpuScheduling;
const own: Origin = { layer };
const accelerator = { document: documents.task, path: ["extendedResources", "gpuAccelerator"] };
const fromDevice: Origin = { layer, source: { ...accelerator, path: [...accelerator.path, "device"] } };
const fromPartition: Origin = { layer, source: { ...accelerator, path: [...accelerator.path, "partitionSize"] } };

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

interface NodeRule {
  readonly requirement: Frozen<NodeSelectorRequirement>;
  readonly toleration?: Frozen<Toleration> | undefined;
}

interface NodeRules {
  readonly deviceLabel: string;
  readonly partitionSizeLabel: string;
  readonly unpartitioned: NodeRule;
}

/** The class's own where the config gives them, else the platform's. */
function nodeRules(config: PlatformConfig, accelerator: GPUAccelerator): NodeRules {
  const deviceClass = deviceClassOf(config, accelerator);
  const partitionSizeLabel = deviceClass?.["partition-size-node-label"] || config["gpu-partition-size-node-label"];
  return {
    deviceLabel: deviceClass?.["device-node-label"] || config["gpu-device-node-label"],
    partitionSizeLabel,
    unpartitioned: {
      requirement: deviceClass?.["unpartitioned-node-selector-requirement"] ??
        config["gpu-unpartitioned-node-selector-requirement"] ?? { key: partitionSizeLabel, operator: "DoesNotExist" },
      toleration: deviceClass?.["unpartitioned-toleration"] ?? config["gpu-unpartitioned-toleration"],
    },
  };
}

function valueOn(key: string, value: string): NodeRule {
  return {
    requirement: { key, operator: "In", values: [value] },
    toleration: { key, operator: "Equal", value, effect: "NoSchedule" },
  };
}

function limitsAccelerator({ spec }: Draft, config: PlatformConfig): boolean {
  const names = acceleratorResourceNames(config);
  return spec.containers.some(({ resources }) => {
    for (const name in resources?.limits) if (names.has(name)) return true;
    return false;
  });
}

function bringTo(draft: Draft, { requirement, toleration }: NodeRule, origin: Origin): void {
  requireNodes(draft, requirement, origin);
  if (!toleration || draft.spec.tolerations?.some((each) => isSame(each, toleration))) return;
  appendItems(draft, draft.spec, "tolerations", [sourcedCopy<Toleration>(draft, toleration, origin)], own);
}

/** @source core/v1 Toleration.MatchToleration, k8s.io/api v0.36.3: tolerationSeconds does not count */
function isSame(a: Frozen<Toleration>, b: Frozen<Toleration>): boolean {
  return a.key === b.key && a.effect === b.effect && a.operator === b.operator && a.value === b.value;
}
