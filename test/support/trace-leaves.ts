import type { Origin, TracedField } from "../../packages/core/src/merge/origin.ts";

/** The trace of a value whose leaves all have one origin; empty objects and lists are leaves. */
export function traceLeaves(value: unknown, origin: Origin, path: readonly (string | number)[] = []): TracedField[] {
  if (value === null || typeof value !== "object" || Object.keys(value).length === 0)
    return [{ path, value, origin, overrode: [] }];
  return Object.entries(value).flatMap(([key, each]) =>
    traceLeaves(each, origin, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
