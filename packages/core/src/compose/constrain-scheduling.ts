import type { PlatformConfig } from "../config/typed/platform-config.ts";
import type { NodeSelectorRequirement } from "../kubernetes/gen/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import { appendItems, sourcedItems } from "../merge/list-items.ts";
import { mergeMap } from "../merge/map-entries.ts";
import type { Origin } from "../merge/origin.ts";
import { setDefault } from "../merge/write-field.ts";
import { documents } from "./documents.ts";
import { isSameToleration } from "./node-rule.ts";
import { requireNodes } from "./require-nodes.ts";

/**
 * Holds a Pod whose spec an overlay has changed to the platform's nodes again: every term gets the requirements of the default affinity and
 * the (non-)interruptible one; interruptible Pods also the platform's node selector and tolerations for them.
 * @source flytek8s/pod_helper.go ApplyPlatformSchedulingConstraints, flyteorg/flyte v2.0.43
 */
export function constrainScheduling(draft: Draft, config: PlatformConfig, interruptible: boolean): void {
  const { spec } = draft;
  setDefault(draft, spec, "affinity", {}, { layer });
  const required = config["default-affinity"]?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  for (const term of required?.nodeSelectorTerms ?? [])
    requireNodes(draft, term.matchExpressions ?? [], from("default-affinity"), "once");
  const key = interruptible ? "interruptible-node-selector-requirement" : "non-interruptible-node-selector-requirement";
  const requirement: Frozen<NodeSelectorRequirement> | undefined = config[key];
  if (requirement) requireNodes(draft, [requirement], from(key), "once");
  if (!interruptible) return;
  const selector = "interruptible-node-selector";
  mergeMap(draft, spec, "nodeSelector", config[selector], from(selector));
  for (const toleration of config["interruptible-tolerations"]) {
    if (spec.tolerations?.some((each) => isSameToleration(each, toleration))) continue;
    const added = sourcedItems(draft, [toleration], from("interruptible-tolerations"));
    appendItems(draft, spec, "tolerations", added, { layer });
  }
}

const layer = "scheduling";

const from = (key: keyof PlatformConfig): Origin => ({ layer, source: { document: documents.config, path: [key] } });
