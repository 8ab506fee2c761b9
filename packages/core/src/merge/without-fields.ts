import type { Sourced } from "./merge-struct.ts";
import type { Recorder } from "./recorder.ts";

/** A struct without some of its fields; itself if it has none of them. */
export function withoutFields<T extends object>(
  recorder: Recorder,
  { value, origin }: Sourced<T>,
  names: readonly string[],
): Sourced<T> {
  if (!names.some((name) => Object.hasOwn(value, name))) return { value, origin };
  const copy = { ...value } as Record<string, unknown>;
  recorder.copied(copy, value, origin);
  for (const name of names) delete copy[name];
  return { value: copy as T, origin };
}
