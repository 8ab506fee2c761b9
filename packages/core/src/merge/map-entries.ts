import type { Draft } from "./draft.ts";
import type { Writable } from "./field-types.ts";
import type { Origin } from "./origin.ts";
import { ownField } from "./own-field.ts";

/** Lays entries over those that a map has. No entries: nothing is written. */
export function mergeMap<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  entries: Readonly<Record<string, unknown>>,
  origin: Origin,
): void {
  const names = Object.keys(entries);
  if (names.length === 0) return;
  const map: Writable = ownField(draft, owner, key, origin) as Writable;
  for (const name of names) {
    draft.recorder.wrote(map, name, draft.recorder.at(origin, name));
    map[name] = entries[name];
  }
}

/** Lays entries under those that a map has: a key that stands there already stays. */
export function mergeMapUnder<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  entries: Readonly<Record<string, unknown>>,
  origin: Origin,
): void {
  const names = Object.keys(entries);
  if (names.length === 0) return;
  const map: Writable = ownField(draft, owner, key, origin) as Writable;
  for (const name of names) {
    const entryOrigin = draft.recorder.at(origin, name);
    if (Object.hasOwn(map, name)) draft.recorder.lost(map, name, entries[name], entryOrigin);
    else {
      draft.recorder.wrote(map, name, entryOrigin);
      map[name] = entries[name];
    }
  }
}
