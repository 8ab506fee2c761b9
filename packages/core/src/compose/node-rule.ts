import type { NodeSelectorRequirement, Toleration } from "../kubernetes/gen/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import { appendItems, sourcedItems } from "../merge/list-items.ts";
import type { Origin } from "../merge/origin.ts";
import { setField } from "../merge/write-field.ts";
import { type Repetition, requireNodes } from "./require-nodes.ts";

/** Nodes that a Pod needs, and what lets it onto them. */
export interface NodeRule {
  readonly requirement: Frozen<NodeSelectorRequirement>;
  readonly toleration?: Frozen<Toleration> | undefined;
  /** Of both; absent: the layer makes them up. */
  readonly origins?: { readonly requirement: Origin; readonly toleration: Origin };
}

/** Nodes whose label has this value; only the value has a source. */
export function valueOn(draft: Draft, key: string, value: string, origin: Origin): NodeRule {
  const toleration: Toleration = { key, operator: "Equal", effect: "NoSchedule" };
  if (value) setField(draft, toleration, "value", value, origin);
  const values = sourcedItems(draft, [value], origin);
  return { requirement: { key, operator: "In", values }, toleration };
}

/** Whether a container (not an init one) limits an accelerator. */
export function limitsAccelerator({ spec }: Draft, isAccelerator: (name: string) => boolean): boolean {
  return spec.containers.some(({ resources }) => {
    for (const name in resources?.limits) if (isAccelerator(name)) return true;
    return false;
  });
}

/**
 * Requires the nodes, and tolerates their taint.
 * @param own - holds for what the rule has no origin for
 * @param repetition - of requirements and tolerations that stand already
 */
export function bringTo(
  draft: Draft,
  { requirement, toleration, origins }: NodeRule,
  own: Origin,
  repetition: Repetition,
): void {
  requireNodes(draft, [requirement], origins?.requirement ?? own, repetition);
  if (!toleration) return;
  if (repetition === "once" && draft.spec.tolerations?.some((each) => isSameToleration(each, toleration))) return;
  appendItems(draft, draft.spec, "tolerations", sourcedItems(draft, [toleration], origins?.toleration ?? own), own);
}

/** @source core/v1 Toleration.MatchToleration, k8s.io/api v0.36.3: tolerationSeconds does not count */
export function isSameToleration(a: Frozen<Toleration>, b: Frozen<Toleration>): boolean {
  return a.key === b.key && a.effect === b.effect && a.operator === b.operator && a.value === b.value;
}
