import type { Draft } from "./draft.ts";
import type { FieldItem, FieldValue, Writable } from "./field-types.ts";
import { type Origin, unwritten } from "./origin.ts";

/**
 * A copy of an object field that may be written, put in the field's place; an absent field becomes `{}`, with this
 * origin. Its own object fields are still to be replaced or owned, never changed.
 */
export function ownField<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  origin: Origin,
): FieldValue<T, K> & object {
  const current = owner[key] as object | undefined;
  const copy = { ...current };
  if (current === undefined) draft.recorder.wrote(owner, key, origin);
  else draft.recorder.copied(copy, current, draft.recorder.originOf(owner, key, origin));
  (owner as Writable)[key] = copy;
  return copy as FieldValue<T, K> & object;
}

/** As `ownField`, for an item of a list that the owner has: the list is replaced too. */
export function ownItem<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  index: number,
): FieldItem<T, K> & object {
  const { recorder } = draft;
  const current = owner[key] as readonly object[];
  const list = [...current];
  const origin = recorder.originOf(owner, key, unwritten);
  recorder.copied(list, current, origin);
  const item = { ...list[index] };
  recorder.copied(item, current[index] as object, recorder.originOf(current, index, origin));
  list[index] = item;
  (owner as Writable)[key] = list;
  return item as FieldItem<T, K> & object;
}
