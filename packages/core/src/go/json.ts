import { byCodePoints } from "./by-code-points.ts";
import { escapeAsGo } from "./escape-as-go.ts";
import { formatGoJsonFloat } from "./float.ts";

/** What Go writes as JSON: a bigint is an integer, a number a float64 (always finite). */
export type GoJson =
  | null
  | boolean
  | string
  | bigint
  | number
  | readonly GoJson[]
  | { readonly [name: string]: GoJson };

/**
 * Prints a value as Go's `json.Marshal` does a map: compact, names sorted by bytes, no line break at the end;
 * `<`, `>`, `&`, U+2028 and U+2029 escaped; floats as Go prints them.
 * @source encoding/json Marshal, Go 1.24
 */
export function printGoJson(value: GoJson): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "boolean":
    case "bigint":
      return value.toString();
    case "number":
      return formatGoJsonFloat(value);
    case "string":
      return quote(value);
    default:
      return isList(value) ? `[${value.map(printGoJson).join(",")}]` : printObject(value);
  }
}

function printObject(value: { readonly [name: string]: GoJson }): string {
  const names = Object.keys(value).sort(byCodePoints);
  return `{${names.map((name) => `${quote(name)}:${printGoJson(value[name] ?? null)}`).join(",")}}`;
}

function isList(value: readonly GoJson[] | { readonly [name: string]: GoJson }): value is readonly GoJson[] {
  return Array.isArray(value);
}

function quote(text: string): string {
  return escapeAsGo(JSON.stringify(text));
}
