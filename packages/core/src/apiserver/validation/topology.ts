import type { TopologySpreadConstraint } from "../../kubernetes/gen/types.ts";
import { validateLabelKeys, validateLabelSelector } from "./labels.ts";
import { duplicate, invalid, notOneOf, type Refusals, required, typed, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go validateTopologySpreadConstraints, Kubernetes v1.34.1 */
export function validateTopology(
  constraints: readonly TopologySpreadConstraint[] | undefined = [],
  field: string,
): Refusals {
  return constraints.flatMap((constraint, index) => {
    const at = `${field}[${index}]`;
    const { maxSkew, topologyKey, whenUnsatisfiable, minDomains, labelSelector } = constraint;
    const repeated = constraints
      .slice(index + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable);
    return [
      ...notPositive(`${at}.maxSkew`, maxSkew),
      ...when(!topologyKey, required(`${at}.topologyKey`, "can not be empty")),
      ...notOneOf(whenUnsatisfiable, ["DoNotSchedule", "ScheduleAnyway"], `${at}.whenUnsatisfiable`),
      ...when(repeated, duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${whenUnsatisfiable}}`)),
      ...(minDomains === undefined ? [] : validateMinDomains(minDomains, whenUnsatisfiable, `${at}.minDomains`)),
      ...notOneOf(constraint.nodeAffinityPolicy, ["Honor", "Ignore"], `${at}.nodeAffinityPolicy`),
      ...notOneOf(constraint.nodeTaintsPolicy, ["Honor", "Ignore"], `${at}.nodeTaintsPolicy`),
      ...validateLabelKeys(constraint, at),
      ...validateLabelSelector(labelSelector, `${at}.labelSelector`),
    ];
  });
}

function notPositive(field: string, value: number): Refusals {
  return when(value <= 0, invalid(field, value, "must be greater than zero"));
}

function validateMinDomains(minDomains: number, whenUnsatisfiable: string, field: string): Refusals {
  const rule = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
  return [
    ...notPositive(field, minDomains),
    ...when(whenUnsatisfiable !== "DoNotSchedule", invalid(field, typed(minDomains), rule)),
  ];
}
