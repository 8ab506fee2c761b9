import type {
  Affinity,
  NodeAffinity,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from "../../kubernetes/gen/types.ts";
import {
  validateLabelKeys,
  validateLabelName,
  validateLabelSelector,
  valuesDemanded,
  valuesForbidden,
} from "./labels.ts";
import { dnsLabel, dnsSubdomain, labelValue } from "./name-formats.ts";
import { forbidden, invalid, invalidFor, ofEach, type Refusals, required, typed, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go validateAffinity, Kubernetes v1.34.1 */
export function validateAffinity(affinity: Affinity | undefined, field: string): Refusals {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity ?? {};
  return [
    ...(nodeAffinity ? validateNodeAffinity(nodeAffinity, `${field}.nodeAffinity`) : []),
    ...(podAffinity ? validatePodAffinity(podAffinity, `${field}.podAffinity`) : []),
    ...(podAntiAffinity ? validatePodAffinity(podAntiAffinity, `${field}.podAntiAffinity`) : []),
  ];
}

function validateNodeAffinity(affinity: NodeAffinity, field: string): Refusals {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: demanded,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = affinity;
  const terms = `${field}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  return [
    ...when(
      demanded && !demanded.nodeSelectorTerms?.length,
      required(terms, "must have at least one node selector term"),
    ),
    ...ofEach(demanded?.nodeSelectorTerms, terms, (term, at) => validateTerm(term, at, true)),
    ...ofEach(preferred, `${field}.preferredDuringSchedulingIgnoredDuringExecution`, ({ weight, preference }, at) => [
      ...badWeight(`${at}.weight`, weight),
      ...validateTerm(preference, `${at}.preference`, false),
    ]),
  ];
}

function badWeight(field: string, weight: number): Refusals {
  return when(weight <= 0 || weight > 100, invalid(field, weight, "must be in the range 1-100"));
}

type Requirement = NonNullable<NodeSelectorTerm["matchExpressions"]>[number];

/** @param strict - whether values must be such as labels can have: where a node must match, not where it is only preferred */
function validateTerm({ matchExpressions, matchFields }: NodeSelectorTerm, field: string, strict: boolean): Refusals {
  return [
    ...ofEach(matchExpressions, `${field}.matchExpressions`, (requirement, at) =>
      validateRequirement(requirement, at, strict),
    ),
    ...ofEach(matchFields, `${field}.matchFields`, validateFieldRequirement),
  ];
}

function validateRequirement({ key, operator, values = [] }: Requirement, field: string, strict: boolean): Refusals {
  return [
    ...validateOperator(operator, values.length, field),
    ...validateLabelName(key, `${field}.key`),
    ...(strict ? ofEach(values, `${field}.values`, (value, at) => invalidFor(at, value, labelValue(value))) : []),
  ];
}

function validateOperator(operator: string, values: number, field: string): Refusals {
  switch (operator) {
    case "In":
    case "NotIn":
      return when(values === 0, required(`${field}.values`, valuesDemanded));
    case "Exists":
    case "DoesNotExist":
      return when(values > 0, forbidden(`${field}.values`, valuesForbidden));
    case "Gt":
    case "Lt":
      return when(
        values !== 1,
        required(`${field}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"),
      );
    default:
      return [invalid(`${field}.operator`, typed(operator), "not a valid selector operator")];
  }
}

/** The only field of a node that can be selected by is its name. */
function validateFieldRequirement({ key, operator, values = [] }: Requirement, field: string): Refusals {
  const known = operator === "In" || operator === "NotIn";
  const single = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
  return [
    ...when(!known, invalid(`${field}.operator`, typed(operator), "not a valid selector operator")),
    ...when(known && values.length !== 1, required(`${field}.values`, single)),
    ...(key === "metadata.name"
      ? ofEach(values, `${field}.values`, (value, at) => invalidFor(at, value, dnsSubdomain(value)))
      : [invalid(`${field}.key`, key, "not a valid field selector key")]),
  ];
}

function validatePodAffinity(affinity: PodAffinity, field: string): Refusals {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: demanded,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = affinity;
  return [
    ...ofEach(demanded, `${field}.requiredDuringSchedulingIgnoredDuringExecution`, validatePodTerm),
    ...ofEach(
      preferred,
      `${field}.preferredDuringSchedulingIgnoredDuringExecution`,
      ({ weight, podAffinityTerm }, at) => [
        ...badWeight(`${at}.weight`, weight),
        ...validatePodTerm(podAffinityTerm, `${at}.podAffinityTerm`),
      ],
    ),
  ];
}

function validatePodTerm(term: PodAffinityTerm, field: string): Refusals {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey } = term;
  return [
    ...validateLabelSelector(labelSelector, `${field}.labelSelector`),
    ...validateLabelSelector(namespaceSelector, `${field}.namespaceSelector`),
    ...namespaces.flatMap((name) => invalidFor(`${field}.namespace`, name, dnsLabel(name))),
    ...validateLabelKeys(term, field),
    ...when(!topologyKey, required(`${field}.topologyKey`, "can not be empty")),
    ...validateLabelName(topologyKey, `${field}.topologyKey`),
  ];
}
