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

/**
 * Orders strings as Go and UTF-8 do, by code points; JavaScript's own order is by UTF-16 units.
 * For `sort`.
 */
export function byCodePoints(a: string, b: string): number {
  const left = a[Symbol.iterator]();
  const right = b[Symbol.iterator]();
  for (;;) {
    const next = { left: left.next(), right: right.next() };
    if (next.left.done || next.right.done) return Number(next.right.done) - Number(next.left.done);
    const difference = (next.left.value.codePointAt(0) ?? 0) - (next.right.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
}

function printObject(value: { readonly [name: string]: GoJson }): string {
  const names = Object.keys(value).sort(byCodePoints);
  return `{${names.map((name) => `${quote(name)}:${printGoJson(value[name] ?? null)}`).join(",")}}`;
}

function isList(value: readonly GoJson[] | { readonly [name: string]: GoJson }): value is readonly GoJson[] {
  return Array.isArray(value);
}

/** JSON.stringify has Go's short escapes; what is left is what Go escapes for the sake of HTML and JavaScript. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
