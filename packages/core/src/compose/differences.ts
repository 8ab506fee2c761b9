import type { FieldPath } from "../merge/origin.ts";

/** The paths at which two values of JSON differ: the topmost ones of which only one side has something, else leaves. */
export function differences(a: unknown, b: unknown, path: FieldPath = []): readonly FieldPath[] {
  if (a === b) return [];
  if (!isHolder(a) || !isHolder(b) || Array.isArray(a) !== Array.isArray(b)) return [path];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(a[key], b[key], [...path, Array.isArray(a) ? Number(key) : key]));
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object";
}
