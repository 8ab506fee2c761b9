import type { Toleration } from "../../kubernetes/gen/types.ts";
import { validateLabelName } from "./labels.ts";
import { labelValue } from "./name-formats.ts";
import { invalid, notOneOf, ofEach, type Refusals, typed, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go ValidateTolerations, Kubernetes v1.34.1 */
export function validateTolerations(tolerations: readonly Toleration[] | undefined, field: string): Refusals {
  return ofEach(tolerations, field, (toleration, at) => {
    const { key = "", operator = "", value = "", effect = "", tolerationSeconds } = toleration;
    const matchesAll = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    return [
      ...(key ? validateLabelName(key, `${at}.key`) : []),
      ...when(!key && operator !== "Exists", invalid(`${at}.operator`, typed(operator), matchesAll)),
      ...when(
        tolerationSeconds !== undefined && effect !== "NoExecute",
        invalid(`${at}.effect`, typed(effect), "effect must be 'NoExecute' when `tolerationSeconds` is set"),
      ),
      ...validateOperator(operator, value, `${at}.operator`),
      ...notOneOf(effect || undefined, effects, `${at}.effect`),
    ];
  });
}

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

function validateOperator(operator: string, value: string, field: string): Refusals {
  if (operator === "Exists") {
    return when(value, invalid(field, value, "value must be empty when `operator` is 'Exists'"));
  }
  const unknown = notOneOf(operator || undefined, ["Equal", "Exists"], field);
  if (unknown.length > 0) return unknown;
  const messages = labelValue(value);
  return when(messages.length > 0, invalid(field, value, messages.join(";")));
}
