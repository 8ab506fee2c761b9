import type { EnvVar } from "../kubernetes/types.ts";
import type { KeyedListRule } from "./keyed-rules.ts";
import { mergeKeyed } from "./merge-keyed.ts";
import type { Listed, Recorder } from "./recorder.ts";
import { withLiteralTakenIn } from "./variable-references.ts";

/**
 * The entries of both lists, each key once, at the lower list's place; an entry that both have is the higher one's. Of entries of one key within
 * a list a later one stands over an earlier one in the same way.
 */
export function mergeKeyedList(recorder: Recorder, rule: KeyedListRule, low: Listed, high: Listed): readonly unknown[] {
  if (rule.last) return mergeWithLast(recorder, rule, low, high);
  const list: unknown[] = [];
  const places = new Map<string, number>();
  for (const from of [low, high]) {
    for (let index = 0; index < from.items.length; index++) {
      const key = rule.keyOf(from.items[index]);
      const place = places.get(key);
      if (place === undefined) {
        places.set(key, list.length);
        take(recorder, { list, place: list.length }, from, index);
      } else takeOver(recorder, rule, { list, place }, { from, index });
    }
  }
  return list;
}

/** As `mergeKeyedList`, but that an entry stands where the last one of its key does: what comes later has more say in such a list. */
function mergeWithLast(recorder: Recorder, { keyOf }: KeyedListRule, low: Listed, high: Listed): readonly unknown[] {
  const byKey = new Map<string, Coming[]>();
  for (const from of [low, high]) {
    for (let index = 0; index < from.items.length; index++) {
      const key = keyOf(from.items[index]);
      const entries = byKey.get(key) ?? [];
      entries.push({ from, index });
      byKey.delete(key);
      byKey.set(key, entries);
    }
  }
  const list: unknown[] = [];
  for (const entries of byKey.values()) {
    const slot = { list, place: list.length };
    for (const { from, index } of entries) take(recorder, slot, from, index);
  }
  return list;
}

/** The values of both lists, each once, those of the lower list first. */
export function mergeSet(recorder: Recorder, low: Listed, high: Listed): readonly unknown[] {
  return mergeKeyedList(recorder, setRule, low, high);
}

/** Of plain values. */
export const setRule: KeyedListRule = { kind: "keyed", keyOf: String, last: false, substitutes: false };

interface Slot {
  readonly list: unknown[];
  readonly place: number;
}

function take(recorder: Recorder, { list, place }: Slot, from: Listed, index: number): void {
  recorder.itemTook(list, place, from, index);
  list[place] = from.items[index];
}

interface Coming {
  readonly from: Listed;
  readonly index: number;
}

/** Puts an entry on one that stands. */
function takeOver(recorder: Recorder, rule: KeyedListRule, slot: Slot, { from, index }: Coming): void {
  const { list, place } = slot;
  const beneath = list[place];
  const entry = from.items[index];
  const origin = recorder.originOf(from.items, index, from.origin);
  if (rule.entry) {
    recorder.itemJoined(list, place, from, index);
    const low = { value: beneath as object, origin: recorder.originOf(list, place, from.origin) };
    list[place] = mergeKeyed(recorder, rule.entry, low, { value: entry as object, origin });
    return;
  }
  take(recorder, slot, from, index);
  const filled = rule.substitutes ? withLiteralTakenIn(entry as EnvVar, beneath as EnvVar) : entry;
  if (filled === entry) return;
  recorder.copied(filled as object, entry as object, origin);
  list[place] = filled;
}
