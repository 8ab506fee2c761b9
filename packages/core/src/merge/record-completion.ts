import type { Origin } from "./origin.ts";
import type { Recorder } from "./recorder.ts";

type Holder = Readonly<Record<string | number, unknown>>;

interface Completion {
  readonly completed: object;
  readonly given: object;
  /** Of `given`. */
  readonly origin: Origin;
}

/**
 * Records each field of `completed` that `given` lacks as `filled`. What both have keeps the origin that follows from `given`'s, in a
 * list also where items before it were dropped: there the items are told by their names.
 */
export function recordCompletion(recorder: Recorder, { completed, given, origin }: Completion, filled: Origin): void {
  const sources = Array.isArray(completed) && Array.isArray(given) ? sourcesOf(completed, given) : undefined;
  for (const [name, value] of Object.entries(completed)) {
    const key = sources ? Number(name) : name;
    const source = sources?.[Number(name)] ?? name;
    const before = (given as Holder)[source];
    const at = recorder.at(origin, source);
    if (before === undefined) recorder.wrote(completed, key, filled);
    else if (source !== key) recorder.wrote(completed, key, at);
    if (isHolder(value) && isHolder(before)) {
      recordCompletion(recorder, { completed: value, given: before, origin: at }, filled);
    }
  }
}

/** Where the items of `completed`, in their order, stand in `given`. */
function sourcesOf(completed: readonly unknown[], given: readonly unknown[]): readonly number[] {
  let next = 0;
  return completed.map((item) => {
    while (next < given.length && nameOf(given[next]) !== nameOf(item)) next++;
    return next++;
  });
}

function nameOf(item: unknown): unknown {
  return isHolder(item) ? (item as Holder).name : item;
}

function isHolder(value: unknown): value is object {
  return value !== null && typeof value === "object";
}
