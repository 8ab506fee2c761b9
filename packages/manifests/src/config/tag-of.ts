import type { ConfigValue } from "@podwright/core";

/** What Go's yaml.v3 calls the kind of a value. */
export function tagOf(value: ConfigValue): string {
  if (Array.isArray(value)) return "!!seq";
  if (value instanceof Map) return "!!map";
  switch (typeof value) {
    case "boolean":
      return "!!bool";
    case "bigint":
      return "!!int";
    case "number":
      return "!!float";
    case "string":
      return "!!str";
    default:
      return value === null ? "!!null" : "!!timestamp";
  }
}
