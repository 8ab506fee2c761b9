import type { Draft } from "./draft.ts";
import type { FieldItem, Writable } from "./field-types.ts";
import type { Origin } from "./origin.ts";
import type { Listed } from "./recorder.ts";

/** Puts items behind those that a list has; each keeps the origin it came with. No items: nothing is written. */
export function appendItems<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  items: readonly FieldItem<T, K>[],
  origin: Origin,
): void {
  joinLists(draft, owner, key, standing(draft, owner, key, origin), { items, origin });
}

/** Puts items before those that a list has; each keeps the origin it came with. No items: nothing is written. */
export function prependItems<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  items: readonly FieldItem<T, K>[],
  origin: Origin,
): void {
  joinLists(draft, owner, key, { items, origin }, standing(draft, owner, key, origin));
}

/** One list of the items of several; each keeps the origin that it came with. */
export function chainItems<Item>(draft: Draft, lists: readonly Listed<Item>[]): readonly Item[] {
  let chained: readonly Item[] = nothing;
  for (const list of lists) {
    if (list.items.length === 0) continue;
    const items = chained.concat(list.items);
    draft.recorder.concatenated(items, { items: chained, origin: list.origin }, list);
    chained = items;
  }
  return chained;
}

/** Says of fresh items, on their way into a list, that each comes whole from this origin: not from a list at it. */
export function sourcedItems<Item>(draft: Draft, items: readonly Item[], origin: Origin): readonly Item[] {
  for (let index = 0; index < items.length; index++) draft.recorder.wrote(items, index, origin);
  return items;
}

/**
 * Puts other items in the place of a list's own, one for one. An item that changed keeps the source of the one that it was made from, under
 * the layer of this origin.
 */
export function rewriteItems<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  items: readonly unknown[],
  origin: Origin,
): void {
  const { recorder } = draft;
  const current = owner[key] as readonly unknown[];
  const list = [...current];
  const listOrigin = recorder.originOf(owner, key, origin);
  recorder.copied(list, current, listOrigin);
  for (let index = 0; index < items.length; index++) {
    if (items[index] === list[index]) continue;
    const { source } = recorder.originOf(current, index, listOrigin);
    recorder.wrote(list, index, source ? { layer: origin.layer, source } : origin);
    list[index] = items[index];
  }
  (owner as Writable)[key] = list;
}

const nothing: readonly never[] = [];

/** The items that a list has; with the given origin where nothing is known of theirs. */
function standing(draft: Draft, owner: object, key: string, origin: Origin): Listed {
  const items = ((owner as Writable)[key] as readonly unknown[] | undefined) ?? nothing;
  return { items, origin: draft.recorder.originOf(owner, key, origin) };
}

function joinLists(draft: Draft, owner: object, key: string, first: Listed, second: Listed): void {
  if (first.items.length + second.items.length === 0) return;
  const list = first.items.concat(second.items);
  draft.recorder.concatenated(list, first, second);
  (owner as Writable)[key] = list;
}
