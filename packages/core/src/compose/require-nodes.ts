import type { NodeSelectorRequirement, NodeSelectorTerm } from "../kubernetes/gen/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import { appendItems, sourcedItems } from "../merge/list-items.ts";
import type { Origin } from "../merge/origin.ts";
import { ownField, ownItem } from "../merge/own-field.ts";
import { setField } from "../merge/write-field.ts";

/** Whether what stands already is written once more. */
export type Repetition = "once" | "again";

/**
 * Puts requirements into every term of the Pod's required node affinity; without terms they become one.
 * @param repetition - `once` passes over those that a term has: Flyte 2 does, Flyte 1 does not look
 * @source flytek8s/pod_helper.go AddRequiredNodeSelectorRequirements, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function requireNodes(
  draft: Draft,
  requirements: readonly Frozen<NodeSelectorRequirement>[],
  origin: Origin,
  repetition: Repetition,
): void {
  const own: Origin = { layer: origin.layer };
  const affinity = ownField(draft, draft.spec, "affinity", own);
  const nodeAffinity = ownField(draft, affinity, "nodeAffinity", own);
  const required = ownField(draft, nodeAffinity, "requiredDuringSchedulingIgnoredDuringExecution", own);
  const terms = required.nodeSelectorTerms ?? [];
  for (const [index, term] of terms.entries()) {
    const added = repetition === "once" ? missing(requirements, term.matchExpressions ?? []) : requirements;
    if (added.length === 0) continue;
    const owned = ownItem(draft, required, "nodeSelectorTerms", index);
    appendItems(draft, owned, "matchExpressions", sourcedItems(draft, [...added], origin), own);
  }
  if (terms.length > 0) return;
  const term: Frozen<NodeSelectorTerm> = {};
  appendItems(draft, term, "matchExpressions", sourcedItems(draft, [...requirements], origin), own);
  setField(draft, required, "nodeSelectorTerms", [term], own);
}

/** Those that do not stand yet, each once. */
function missing(
  requirements: readonly Frozen<NodeSelectorRequirement>[],
  standing: readonly Frozen<NodeSelectorRequirement>[],
): readonly Frozen<NodeSelectorRequirement>[] {
  const added: Frozen<NodeSelectorRequirement>[] = [];
  for (const requirement of requirements)
    if (![...standing, ...added].some((each) => isSame(each, requirement))) added.push(requirement);
  return added;
}

/** Values count in their order. */
function isSame(a: Frozen<NodeSelectorRequirement>, b: Frozen<NodeSelectorRequirement>): boolean {
  const [left, right] = [a.values ?? [], b.values ?? []];
  return (
    a.key === b.key &&
    a.operator === b.operator &&
    left.length === right.length &&
    left.every((value, index) => value === right[index])
  );
}
