import { formatRfc3339, parseRfc3339 } from "../go/rfc3339.ts";
import { isInteger } from "./integer.ts";
import { canonicalQuantity } from "./quantity.ts";

/**
 * Reads the types that have a JSON form of their own. A time comes out as Go prints it: in UTC, its fraction of a second cut off.
 * @returns undefined if the type's own decoder in Go refuses the value
 * @source apimachinery v0.36.3: api/resource Quantity, util/intstr IntOrString, apis/meta/v1 Time, UnmarshalJSON
 */
export function decodeOpaque(type: string, value: unknown): unknown {
  switch (type) {
    case "resource.Quantity":
      return typeof value === "string" || typeof value === "number"
        ? canonicalQuantity(String(value).trim())
        : undefined;
    case "intstr.IntOrString":
      return typeof value === "string" || isInteger(value, "int32") ? value : undefined;
    case "metav1.Time":
      return typeof value === "string" ? wholeSecond(value) : undefined;
    case "metav1.MicroTime":
      return typeof value === "string" && parseRfc3339(value) ? value : undefined;
    default:
      return structuredCopy(value);
  }
}

/** What a value of such a type looks like, for the one who has to write it. */
export function opaqueForm(type: string): string {
  return forms[type] ?? `a ${type}`;
}

const forms: Readonly<Record<string, string>> = {
  "resource.Quantity": "a quantity such as 500m or 2Gi",
  "intstr.IntOrString": "an integer or text",
  "metav1.Time": "a time such as 2026-02-03T04:05:06Z",
  "metav1.MicroTime": "a time such as 2026-02-03T04:05:06.000000Z",
};

function wholeSecond(text: string): string | undefined {
  const moment = parseRfc3339(text);
  return moment && formatRfc3339({ ...moment, nanos: 0 });
}

function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, structuredCopy(each)]));
}
