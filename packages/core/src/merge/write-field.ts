import type { Draft } from "./draft.ts";
import type { FieldValue, Writable } from "./field-types.ts";
import type { Origin } from "./origin.ts";

/** Writes one field, whatever stands there. Zero values of fields that are no pointers in Go are never written: see `removeField`. */
export function setField<T extends object, K extends keyof T & string>(
  draft: Draft,
  target: T,
  key: K,
  value: FieldValue<T, K>,
  origin: Origin,
): void {
  draft.recorder.wrote(target, key, origin);
  (target as Writable)[key] = value;
}

/** Writes one field only if it is absent. */
export function setDefault<T extends object, K extends keyof T & string>(
  draft: Draft,
  target: T,
  key: K,
  value: FieldValue<T, K>,
  origin: Origin,
): void {
  if (target[key] === undefined) setField(draft, target, key, value, origin);
  else draft.recorder.lost(target, key, value, origin);
}

/** Takes a field away, if it is there. @param by - the origin of what bids it */
export function removeField<T extends object>(draft: Draft, target: T, key: keyof T & string, by: Origin): void {
  if (target[key] === undefined) return;
  draft.recorder.removed(target, key, by);
  delete (target as Writable)[key];
}
