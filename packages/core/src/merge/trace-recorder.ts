import type { Origin, Trace, TracedField } from "./origin.ts";
import type { Listed, Recorder } from "./recorder.ts";

/** Records who wrote what; `traceOf` tells it leaf by leaf once the Pod stands. */
export interface TraceRecorder extends Recorder {
  /** @param origin - holds for fields of the root that nobody wrote */
  traceOf(root: object, origin: Origin): Trace;
}

type Key = string | number;
type Overrode = TracedField["overrode"];

interface FieldRecord {
  readonly origin: Origin;
  readonly overrode: Overrode;
}

/**
 * Objects and lists that composing made carry one record a key; what was taken whole from a document carries none, its record
 * is its holder's and is spread over the leaves only when the trace is asked for.
 */
export function createTraceRecorder(): TraceRecorder {
  const records = new Map<object, Map<Key, FieldRecord>>();

  const recordsOf = (holder: object): Map<Key, FieldRecord> => {
    const known = records.get(holder);
    if (known) return known;
    const fresh = new Map<Key, FieldRecord>();
    records.set(holder, fresh);
    return fresh;
  };
  const view = (holder: object, key: Key, origin: Origin): FieldRecord =>
    records.get(holder)?.get(key) ?? { origin: at(origin, key), overrode: [] };
  /** What stands at a key and all that it overrode, as losers of the one who comes now. */
  const losersAt = (target: object, key: Key): Overrode => {
    const value = (target as Record<Key, unknown>)[key];
    const record = records.get(target)?.get(key);
    if (value === undefined || record === undefined) return record?.overrode ?? [];
    return [{ value, origin: record.origin }, ...record.overrode];
  };

  const recorder: TraceRecorder = {
    at,
    named: (origin, templateContainer) => ({ ...origin, templateContainer }),
    originOf: (holder, key, origin) => view(holder, key, origin).origin,
    wrote(target, key, origin) {
      recordsOf(target).set(key, { origin, overrode: losersAt(target, key) });
    },
    lost(target, key, value, origin) {
      const known = records.get(target)?.get(key);
      if (known) recordsOf(target).set(key, { origin: known.origin, overrode: [...known.overrode, { value, origin }] });
    },
    removed(target, key) {
      const overrode = losersAt(target, key);
      const origin = overrode[0]?.origin;
      if (origin) recordsOf(target).set(key, { origin, overrode });
    },
    copied(copy, original, origin) {
      const known = recordsOf(copy);
      for (const key of keysOf(copy)) known.set(key, view(original, key, origin));
    },
    took(result, key, high, highOrigin) {
      const winner = view(high, key, highOrigin);
      recordsOf(result).set(key, { origin: winner.origin, overrode: [...winner.overrode, ...losersAt(result, key)] });
    },
    kept(result, key, high, highOrigin) {
      const loser = view(high, key, highOrigin);
      const winner = records.get(result)?.get(key);
      const value = (high as Record<Key, unknown>)[key];
      const overrode = [{ value, origin: loser.origin }, ...loser.overrode, ...(winner?.overrode ?? [])];
      recordsOf(result).set(key, { origin: winner?.origin ?? loser.origin, overrode });
    },
    joined(result, key, high, highOrigin) {
      const higher = view(high, key, highOrigin);
      const lower = records.get(result)?.get(key);
      const overrode = [...higher.overrode, ...(lower?.overrode ?? [])];
      recordsOf(result).set(key, { origin: lower?.origin ?? higher.origin, overrode });
    },
    placed(target, key, origin) {
      recordsOf(target).set(key, { origin, overrode: [] });
    },
    concatenated(list, first, second) {
      const known = recordsOf(list);
      const add = ({ items, origin }: Listed, from: number) => {
        for (const index of items.keys()) known.set(from + index, view(items, index, origin));
      };
      add(first, 0);
      add(second, first.items.length);
    },
    traceOf: (root, origin) => spread(root, [], { origin, overrode: [] }, view),
  };
  return recorder;
}

function at(origin: Origin, key: Key): Origin {
  if (!origin.source) return origin;
  return { ...origin, source: { document: origin.source.document, path: [...origin.source.path, key] } };
}

type View = (holder: object, key: Key, origin: Origin) => FieldRecord;

/**
 * The leaves under a value. A loser that was an object or list stands on the leaves that took its leaves' places; what of it has no
 * leaf in its place (a stray) is told on the first leaf.
 */
function spread(
  value: unknown,
  path: readonly Key[],
  record: FieldRecord,
  view: View,
  strays: Overrode = [],
): TracedField[] {
  const keys = value !== null && typeof value === "object" ? keysOf(value) : [];
  if (keys.length === 0) return [{ path, value, origin: record.origin, overrode: [...record.overrode, ...strays] }];
  const holder = value as Record<Key, unknown>;
  let untold = [...record.overrode.flatMap((loser) => leftOver(loser, holder, view)), ...strays];
  return keys.flatMap((key) => {
    const own = view(holder, key, record.origin);
    const inPlace = record.overrode.flatMap((loser) => partOf(loser, key, view));
    const leaf = { origin: own.origin, overrode: [...own.overrode, ...inPlace] };
    const leaves = spread(holder[key], [...path, key], leaf, view, untold);
    untold = [];
    return leaves;
  });
}

type Loser = Overrode[number];

function partOf(loser: Loser, key: Key, view: View): Overrode {
  if (loser.value === null || typeof loser.value !== "object") return [];
  const value = Object.hasOwn(loser.value, key) ? (loser.value as Record<Key, unknown>)[key] : undefined;
  return value === undefined ? [] : [{ value, origin: view(loser.value, key, loser.origin).origin }];
}

/** The loser itself if it is no object, else its fields that the winner does not have. */
function leftOver(loser: Loser, winner: Readonly<Record<Key, unknown>>, view: View): Overrode {
  if (loser.value === null || typeof loser.value !== "object") return [loser];
  const holder = loser.value as Record<Key, unknown>;
  return keysOf(holder)
    .filter((key) => !Object.hasOwn(winner, key))
    .map((key) => ({ value: holder[key], origin: view(holder, key, loser.origin).origin }));
}

function keysOf(value: object): readonly Key[] {
  return Array.isArray(value) ? [...value.keys()] : Object.keys(value);
}
