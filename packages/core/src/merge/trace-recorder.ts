import type { Loser, LossReason, Origin, RemovedValue, Trace } from "./origin.ts";
import { recordCompletion } from "./record-completion.ts";
import type { Listed, Recorder } from "./recorder.ts";
import { type FieldRecord, type Key, spreadTrace } from "./spread-trace.ts";

/** Records who wrote what; `traceOf` tells it leaf by leaf once the Pod stands. */
export interface TraceRecorder extends Recorder {
  /** @param origin - holds for fields of the root that nobody wrote */
  traceOf(root: object, origin: Origin): Trace;
  /** What layers took away, in their order. */
  readonly removals: readonly RemovedValue[];
}

/** What is known of an object or list that composing made: the keys that were written, and what it began as. */
interface HolderRecord {
  /** Absent until one is written: most copies and joined lists stay as they were made. */
  fields?: Map<Key, FieldRecord>;
  readonly base?: { readonly original: object; readonly origin: Origin };
  readonly parts?: readonly [first: Listed, second: Listed];
}

/**
 * Objects and lists that composing made carry a record; what was taken whole from a document carries none. A copy only remembers what it was
 * copied from, a joined list its two parts: their records are looked up when somebody asks, since no original changes once it has been copied.
 */
export function createTraceRecorder(): TraceRecorder {
  const records = new Map<object, HolderRecord>();
  const removals: RemovedValue[] = [];

  const fieldsOf = (holder: object): Map<Key, FieldRecord> => {
    const known = records.get(holder);
    if (known?.fields) return known.fields;
    const fields = new Map<Key, FieldRecord>();
    if (known) known.fields = fields;
    else records.set(holder, { fields });
    return fields;
  };
  /** What was recorded for a key, by the holder or by what it began as. */
  const find = (holder: object, key: Key): FieldRecord | undefined => {
    const record = records.get(holder);
    if (record === undefined) return undefined;
    const own = record.fields?.get(key);
    if (own !== undefined) return own;
    if (record.base) {
      const { original, origin } = record.base;
      return find(original, key) ?? (Object.hasOwn(original, key) ? recordAt(origin, key) : undefined);
    }
    if (record.parts === undefined || typeof key !== "number") return undefined;
    const [first, second] = record.parts;
    const inFirst = key < first.items.length;
    return view(inFirst ? first : second, inFirst ? key : key - first.items.length);
  };
  const view = ({ items, origin }: Listed, index: number): FieldRecord => find(items, index) ?? recordAt(origin, index);
  const viewField = (holder: object, key: Key, origin: Origin): FieldRecord =>
    find(holder, key) ?? recordAt(origin, key);
  /** What stands at a key and all that it overrode, as losers of the one who comes now. */
  const losersAt = (target: object, key: Key, reason: LossReason): readonly Loser[] => {
    const record = find(target, key);
    if (record === undefined) return none;
    const value = (target as Record<Key, unknown>)[key];
    return value === undefined ? record.overrode : [{ value, origin: record.origin, reason }, ...record.overrode];
  };

  const recorder: TraceRecorder = {
    at,
    named: (origin, templateContainer) => ({ ...origin, templateContainer }),
    originOf: (holder, key, origin) => find(holder, key)?.origin ?? at(origin, key),
    wrote(target, key, origin) {
      fieldsOf(target).set(key, { origin, overrode: losersAt(target, key, "replaced") });
    },
    lost(target, key, value, origin) {
      const known = find(target, key);
      if (!known) return;
      const overrode: readonly Loser[] = [...known.overrode, { value, origin, reason: "only-default" }];
      fieldsOf(target).set(key, { origin: known.origin, overrode });
    },
    removed(target, key, by) {
      const [last, ...earlier] = losersAt(target, key, "removed");
      if (!last) return;
      removals.push({ value: last.value, origin: last.origin, by });
      fieldsOf(target).set(key, { origin: by, overrode: [last, ...earlier] });
    },
    copied(copy, original, origin) {
      records.set(copy, { base: { original, origin } });
    },
    completed: (completed, given, origin, filled) => recordCompletion(recorder, { completed, given, origin }, filled),
    took(result, key, high, highOrigin) {
      const winner = viewField(high, key, highOrigin);
      const beaten = losersAt(result, key, "replaced");
      fieldsOf(result).set(
        key,
        beaten === none ? winner : { origin: winner.origin, overrode: [...winner.overrode, ...beaten] },
      );
    },
    kept(result, key, high, highOrigin) {
      const loser = viewField(high, key, highOrigin);
      const winner = find(result, key);
      const value = (high as Record<Key, unknown>)[key];
      const reason = value ? "not-text" : "zero-value";
      const lost: Loser = { value, origin: loser.origin, reason };
      const overrode = [lost, ...loser.overrode, ...(winner?.overrode ?? none)];
      fieldsOf(result).set(key, { origin: winner?.origin ?? loser.origin, overrode });
    },
    joined(result, key, high, highOrigin) {
      const higher = viewField(high, key, highOrigin);
      const lower = find(result, key);
      const overrode = [...higher.overrode, ...(lower?.overrode ?? none)];
      fieldsOf(result).set(key, { origin: lower?.origin ?? higher.origin, overrode });
    },
    placed(target, key, origin) {
      fieldsOf(target).set(key, { origin, overrode: none });
    },
    itemTook(list, place, from, index) {
      const winner = view(from, index);
      const beaten = losersAt(list, place, "replaced");
      fieldsOf(list).set(
        place,
        beaten === none ? winner : { origin: winner.origin, overrode: [...winner.overrode, ...beaten] },
      );
    },
    itemJoined(list, place, from, index) {
      const higher = view(from, index);
      const lower = find(list, place);
      const overrode = [...higher.overrode, ...(lower?.overrode ?? none)];
      fieldsOf(list).set(place, { origin: lower?.origin ?? higher.origin, overrode });
    },
    displaced(target, key, winner) {
      const known = find(target, winner);
      if (!known) return;
      const overrode = [...known.overrode, ...losersAt(target, key, "replaced")];
      fieldsOf(target).set(winner, { origin: known.origin, overrode });
    },
    concatenated(list, first, second) {
      records.set(list, { parts: [first, second] });
    },
    traceOf: (root, origin) => spreadTrace(root, origin, find),
    removals,
  };
  return recorder;
}

const none: readonly Loser[] = [];

function recordAt(origin: Origin, key: Key): FieldRecord {
  return { origin: at(origin, key), overrode: none };
}

function at(origin: Origin, key: Key): Origin {
  if (!origin.source) return origin;
  return { ...origin, source: { document: origin.source.document, path: [...origin.source.path, key] } };
}
