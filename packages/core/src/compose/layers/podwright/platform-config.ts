import type { PlatformConfig } from "../../../config/typed/platform-config.ts";
import type { Container, PodSpec } from "../../../kubernetes/types.ts";
import type { Draft, Frozen } from "../../../merge/draft.ts";
import { layContainerUnder, laySpecUnder } from "../../../merge/lay-under.ts";
import { appendItems, sourcedItems } from "../../../merge/list-items.ts";
import { mergeMap } from "../../../merge/map-entries.ts";
import type { Origin } from "../../../merge/origin.ts";
import { setField } from "../../../merge/write-field.ts";
import { documents } from "../../documents.ts";
import { environmentBlocks, environmentOrigins, isOfExecution } from "../../environment-blocks.ts";
import type { Facts } from "../../facts.ts";
import type { Layer } from "../../layer.ts";
import { coPilot } from "./co-pilot.ts";

/** What the platform's config says of Pods and of every container but the copilot's, under what the task and the execution say. */
export const platformConfig: Layer = {
  name: "platform-config",
  apply(draft, facts) {
    const requirement = facts.execution.interruptible
      ? "interruptible-node-selector-requirement"
      : "non-interruptible-node-selector-requirement";
    const required = nodesRequired(draft, facts.config, requirement);
    const spec = podSpec(draft, facts);
    if (required) laySpecUnder(draft, required);
    laySpecUnder(draft, { value: spec, origin: own });
    const common = { value: commonParts(draft, facts), origin: own };
    const primary = { value: primaryParts(draft, facts), origin: own };
    for (const list of ["initContainers", "containers"] as const) {
      for (const [index, { name }] of (draft.spec[list] ?? []).entries()) {
        if (list === "initContainers" && draft.brought.get(name) === coPilot.name) continue;
        if (list === "containers" && name === draft.primaryContainerName)
          layContainerUnder(draft, { list, index }, primary);
        layContainerUnder(draft, { list, index }, common);
      }
    }
  },
};

const own: Origin = { layer: platformConfig.name };
const told = environmentOrigins(own.layer);

function fromConfig(...path: [keyof PlatformConfig, ...string[]]): Origin {
  return { ...own, source: { document: documents.config, path } };
}

function podSpec(draft: Draft, { config, execution }: Facts): Frozen<PodSpec> {
  const spec = {} as Frozen<PodSpec>;
  setField(draft, spec, "restartPolicy", "Never", own);
  const { serviceAccount, interruptible } = execution;
  if (serviceAccount) {
    const source = { document: documents.execution, path: ["serviceAccount"] };
    setField(draft, spec, "serviceAccountName", serviceAccount, { ...own, source });
  }
  if (config["scheduler-name"])
    setField(draft, spec, "schedulerName", config["scheduler-name"], fromConfig("scheduler-name"));
  for (const key of interruptible ? tolerations : tolerations.slice(1))
    appendItems(draft, spec, "tolerations", config[key], fromConfig(key));
  for (const key of interruptible ? nodeSelectors : nodeSelectors.slice(0, 1))
    mergeMap(draft, spec, "nodeSelector", config[key], fromConfig(key));
  for (const [field, key] of structs) {
    const value = config[key];
    // A default affinity is for Pods that have none: joined with the task's own it could leave no node at all.
    if (value !== undefined && (field !== "affinity" || draft.spec.affinity === undefined))
      setField(draft, spec, field, value, fromConfig(key));
  }
  return spec;
}

const tolerations = ["interruptible-tolerations", "default-tolerations"] as const;
const nodeSelectors = ["default-node-selector", "interruptible-node-selector"] as const;
const structs = [
  ["affinity", "default-affinity"],
  ["securityContext", "default-pod-security-context"],
  ["hostNetwork", "enable-host-networking-pod"],
  ["dnsConfig", "default-pod-dns-config"],
] as const;

type Requirement = "interruptible-node-selector-requirement" | "non-interruptible-node-selector-requirement";

/** A Pod spec that asks for these nodes alone. */
function nodesRequired(draft: Draft, config: PlatformConfig, key: Requirement) {
  const requirement = config[key];
  if (!requirement) return undefined;
  const matchExpressions = sourcedItems(draft, [requirement], fromConfig(key));
  const required = { nodeSelectorTerms: [{ matchExpressions }] };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } };
  return { value: { containers: [], affinity } as Frozen<PodSpec>, origin: own };
}

function commonParts(draft: Draft, facts: Facts): Partial<Frozen<Container>> {
  const parts: Partial<Frozen<Container>> = {};
  const { env, envFrom } = environmentBlocks(draft, facts, told, "flyte-2.0");
  for (const block of env) if (!isOfExecution(block)) appendItems(draft, parts, "env", block.items, block.origin);
  for (const block of envFrom) appendItems(draft, parts, "envFrom", block.items, block.origin);
  return parts;
}

function primaryParts(draft: Draft, { config, task }: Facts): Partial<Frozen<Container>> {
  const parts: Partial<Frozen<Container>> = {};
  const securityContext = config["default-security-context"];
  if (securityContext)
    setField(draft, parts, "securityContext", securityContext, fromConfig("default-security-context"));
  const pullPolicy = task.target.case === "container" ? config["image-pull-policy"] : "";
  if (pullPolicy) setField(draft, parts, "imagePullPolicy", pullPolicy, fromConfig("image-pull-policy"));
  return parts;
}
