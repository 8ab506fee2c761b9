import { isObject } from "./pod-place.ts";

/** A value that is no object or list, and where it stands. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** The leaves of a value at a path. Empty objects and lists say nothing and have none. */
export function leavesBelow(value: unknown, path: Leaf["path"]): readonly Leaf[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [{ path, value }];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => leavesBelow((value as Readonly<Record<string | number, unknown>>)[key], [...path, key]));
}
