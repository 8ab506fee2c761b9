import type { LabelSelector } from "../../kubernetes/gen/types.ts";
import type { Struct } from "../struct.ts";
import { labelValue, qualifiedName } from "./name-formats.ts";
import { forbidden, invalid, invalidFor, ofEach, type Refusals, required, typed } from "./refusal.ts";

/** @source apimachinery/pkg/apis/meta/v1/validation/validation.go ValidateLabels, v0.34.1 */
export function validateLabels(labels: Struct<string> | undefined, field: string): Refusals {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...validateLabelName(key, field),
    ...invalidFor(field, value, labelValue(value)),
  ]);
}

export function validateLabelName(name: string, field: string): Refusals {
  return invalidFor(field, name, qualifiedName(name));
}

/** @source apimachinery/pkg/apis/meta/v1/validation/validation.go ValidateLabelSelector, v0.34.1 */
export function validateLabelSelector(selector: LabelSelector | undefined, field: string): Refusals {
  if (!selector) return [];
  return [
    ...validateLabels(selector.matchLabels, `${field}.matchLabels`),
    ...ofEach(selector.matchExpressions, `${field}.matchExpressions`, ({ key, operator, values = [] }, at) => [
      ...validateOperator(operator, values, at),
      ...validateLabelName(key, `${at}.key`),
      ...ofEach(values, `${at}.values`, (value, valueAt) => invalidFor(valueAt, value, labelValue(value))),
    ]),
  ];
}

function validateOperator(operator: string, values: readonly string[], field: string): Refusals {
  switch (operator) {
    case "In":
    case "NotIn":
      return values.length === 0 ? [required(`${field}.values`, valuesDemanded)] : [];
    case "Exists":
    case "DoesNotExist":
      return values.length > 0 ? [forbidden(`${field}.values`, valuesForbidden)] : [];
    default:
      return [invalid(`${field}.operator`, typed(operator), "not a valid selector operator")];
  }
}

export const valuesDemanded = "must be specified when `operator` is 'In' or 'NotIn'";
export const valuesForbidden = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";

/**
 * Refuses label keys of an affinity or spread constraint that are no names, that its selector has already, or that are both to match
 * and not to match.
 * @source pkg/apis/core/validation/validation.go ValidateMatchLabelKeysAndMismatchLabelKeys, Kubernetes v1.34.1
 */
export function validateLabelKeys(
  { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector }: LabelKeys,
  field: string,
): Refusals {
  const [matched, mismatched] = [new Set(matchLabelKeys), new Set(mismatchLabelKeys)];
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  const twice: string[] = [];
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    if (matched.has(key) && seen.has(key)) twice.push(key);
    seen.add(key);
  }
  return [
    ...validateKeys(matchLabelKeys, labelSelector, `${field}.matchLabelKeys`),
    ...validateKeys(mismatchLabelKeys, labelSelector, `${field}.mismatchLabelKeys`),
    ...twice.map((key) =>
      invalid(`${field}[${matchLabelKeys.lastIndexOf(key)}]`, key, "exists in both matchLabelKeys and labelSelector"),
    ),
    ...ofEach(matchLabelKeys, `${field}.matchLabelKeys`, (key, at) =>
      mismatched.has(key) ? [invalid(at, key, "exists in both matchLabelKeys and mismatchLabelKeys")] : [],
    ),
  ];
}

interface LabelKeys {
  readonly matchLabelKeys?: readonly string[];
  readonly mismatchLabelKeys?: readonly string[];
  readonly labelSelector?: LabelSelector;
}

function validateKeys(keys: readonly string[], selector: LabelSelector | undefined, field: string): Refusals {
  if (keys.length === 0) return [];
  if (!selector) return [forbidden(field, "must not be specified when labelSelector is not set")];
  return ofEach(keys, field, validateLabelName);
}
