import type { EnvVar } from "../kubernetes/types.ts";
import type { KeyedListRule } from "./keyed-rules.ts";
import { mergeKeyed } from "./merge-keyed.ts";
import type { Listed, Recorder } from "./recorder.ts";
import { withLiteralTakenIn } from "./variable-references.ts";

/** The entries of both lists, each key once, at the lower list's place; an entry that both have is the higher one's. */
export function mergeKeyedList(recorder: Recorder, rule: KeyedListRule, low: Listed, high: Listed): readonly unknown[] {
  const list: unknown[] = [];
  const places = new Map<string, number>();
  const above = rule.last ? new Set(high.items.map(rule.keyOf)) : undefined;
  const displaced = new Map<string, number>();
  for (let index = 0; index < low.items.length; index++) {
    const key = rule.keyOf(low.items[index]);
    if (above?.has(key)) displaced.set(key, index);
    else take(recorder, { list, place: placeOf(places, key, list.length) }, low, index);
  }
  for (let index = 0; index < high.items.length; index++) {
    const key = rule.keyOf(high.items[index]);
    const slot: Slot = { list, place: placeOf(places, key, list.length) };
    if (slot.place === list.length) take(recorder, slot, high, index);
    else takeOver(recorder, rule, slot, { from: high, index, lowOrigin: low });
    const lost = displaced.get(key);
    if (lost !== undefined)
      recorder.lost(list, slot.place, low.items[lost], recorder.originOf(low.items, lost, low.origin));
  }
  return list;
}

/** The values of both lists, each once, those of the lower list first. */
export function mergeSet(recorder: Recorder, low: Listed, high: Listed): readonly unknown[] {
  return mergeKeyedList(recorder, plainSet, low, high);
}

const plainSet: KeyedListRule = { kind: "keyed", keyOf: String, last: false, substitutes: false };

interface Slot {
  readonly list: unknown[];
  readonly place: number;
}

function placeOf(places: Map<string, number>, key: string, end: number): number {
  const known = places.get(key);
  if (known !== undefined) return known;
  places.set(key, end);
  return end;
}

function take(recorder: Recorder, { list, place }: Slot, from: Listed, index: number): void {
  recorder.itemTook(list, place, from, index);
  list[place] = from.items[index];
}

interface Coming {
  readonly from: Listed;
  readonly index: number;
  readonly lowOrigin: Listed;
}

/** Puts an entry of the higher list on that of the lower one. */
function takeOver(recorder: Recorder, rule: KeyedListRule, slot: Slot, { from, index, lowOrigin }: Coming): void {
  const { list, place } = slot;
  const beneath = list[place];
  const entry = from.items[index];
  const origin = recorder.originOf(from.items, index, from.origin);
  if (rule.entry) {
    recorder.itemJoined(list, place, from, index);
    const low = { value: beneath as object, origin: recorder.originOf(list, place, lowOrigin.origin) };
    list[place] = mergeKeyed(recorder, rule.entry, low, { value: entry as object, origin });
    return;
  }
  take(recorder, slot, from, index);
  const filled = rule.substitutes ? withLiteralTakenIn(entry as EnvVar, beneath as EnvVar) : entry;
  if (filled === entry) return;
  recorder.copied(filled as object, entry as object, origin);
  list[place] = filled;
}
