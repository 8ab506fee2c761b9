import type { PodSpec } from "../kubernetes/gen/types.ts";
import type { Struct } from "./struct.ts";

type Affinity = NonNullable<PodSpec["affinity"]>;
type PodAffinity = NonNullable<Affinity["podAffinity"]>;
type PodAffinityTerm = NonNullable<PodAffinity["requiredDuringSchedulingIgnoredDuringExecution"]>[number];
type SpreadConstraint = NonNullable<PodSpec["topologySpreadConstraints"]>[number];
type LabelSelector = NonNullable<SpreadConstraint["labelSelector"]>;

/**
 * Writes into label selectors what their `matchLabelKeys` and `mismatchLabelKeys` mean for a Pod of these labels.
 * @source pkg/registry/core/pod/strategy.go mutatePodAffinity, mutateTopologySpreadConstraints, Kubernetes v1.34.1
 */
export function withLabelKeys(spec: PodSpec, labels: Struct<string>): PodSpec {
  const { affinity, topologySpreadConstraints: constraints } = spec;
  return {
    ...spec,
    ...(affinity ? { affinity: affinityOf(affinity, labels) } : {}),
    ...(constraints ? { topologySpreadConstraints: constraints.map((each) => constraintOf(each, labels)) } : {}),
  };
}

function affinityOf({ podAffinity, podAntiAffinity, ...rest }: Affinity, labels: Struct<string>): Affinity {
  return {
    ...rest,
    ...(podAffinity ? { podAffinity: podAffinityOf(podAffinity, labels) } : {}),
    ...(podAntiAffinity ? { podAntiAffinity: podAffinityOf(podAntiAffinity, labels) } : {}),
  };
}

function podAffinityOf(affinity: PodAffinity, labels: Struct<string>): PodAffinity {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = affinity;
  const weighted = preferred?.map((each) => ({ ...each, podAffinityTerm: termOf(each.podAffinityTerm, labels) }));
  return {
    ...(required
      ? { requiredDuringSchedulingIgnoredDuringExecution: required.map((term) => termOf(term, labels)) }
      : {}),
    ...(weighted ? { preferredDuringSchedulingIgnoredDuringExecution: weighted } : {}),
  };
}

function termOf(term: PodAffinityTerm, labels: Struct<string>): PodAffinityTerm {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  if (!labelSelector) return term;
  const matched = selectorWith(labelSelector, "In", matchLabelKeys, labels);
  return { ...term, labelSelector: selectorWith(matched, "NotIn", mismatchLabelKeys, labels) };
}

function constraintOf(constraint: SpreadConstraint, labels: Struct<string>): SpreadConstraint {
  const { labelSelector, matchLabelKeys = [] } = constraint;
  if (!labelSelector) return constraint;
  return { ...constraint, labelSelector: selectorWith(labelSelector, "In", matchLabelKeys, labels) };
}

function selectorWith(
  selector: LabelSelector,
  operator: "In" | "NotIn",
  keys: readonly string[],
  labels: Struct<string>,
): LabelSelector {
  const added = keys.flatMap((key) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
  if (added.length === 0) return selector;
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}
