import { canonicalQuantity } from "./quantity.ts";

/**
 * Reads the types that have a JSON form of their own.
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
      return typeof value === "string" || Number.isInteger(value) ? value : undefined;
    case "metav1.Time":
    case "metav1.MicroTime":
      return typeof value === "string" && isRfc3339(value) ? value : undefined;
    default:
      return structuredCopy(value);
  }
}

function isRfc3339(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}

function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, structuredCopy(each)]));
}
