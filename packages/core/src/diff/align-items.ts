import { isEqual } from "../explain/is-equal.ts";
import { isObject, type PodPlace } from "../explain/pod-place.ts";
import { alignInOrder } from "./align-in-order.ts";
import type { ItemPair } from "./item-pair.ts";

/**
 * Which items of two lists are the same: by the field by which Kubernetes tells the list's items apart; else by their values, in order where the
 * order matters. In the order of the second list, with what it lacks where it stood in the first.
 */
export function alignItems(before: PodPlace, after: PodPlace): readonly ItemPair[] {
  const [first, second] = [itemsOf(before), itemsOf(after)];
  const field = after.field ?? before.field;
  const key = field?.patchMergeKey;
  if (key !== undefined) return byKeys(keysOf(first, key), keysOf(second, key));
  return orderedLists.has(field?.name ?? "") ? alignInOrder(first, second) : byValue(first, second);
}

/** Lists without keys in which the order of the items means something. */
const orderedLists = new Set(["args", "command", "envFrom", "nameservers", "searches"]);

function itemsOf({ value }: PodPlace): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Several items of one key are told apart from the last one on, which is the one that counts. */
function keysOf(items: readonly unknown[], key: string): readonly string[] {
  const seen = new Map<string, number>();
  return items
    .map((item) => JSON.stringify(isObject(item) ? item[key] : item) ?? "")
    .reverse()
    .map((name) => {
      const count = seen.get(name) ?? 0;
      seen.set(name, count + 1);
      return `${count} ${name}`;
    })
    .reverse();
}

function byKeys(first: readonly string[], second: readonly string[]): readonly ItemPair[] {
  const [inFirst, inSecond] = [positions(first), positions(second)];
  const pairs = second.map((key, after): ItemPair => {
    const before = inFirst.get(key);
    return before === undefined ? { after } : { before, after };
  });
  return withRemoved(
    pairs,
    [...first.keys()].filter((index) => !inSecond.has(first[index] ?? "")),
  );
}

function positions(keys: readonly string[]): ReadonlyMap<string, number> {
  return new Map(keys.map((key, index) => [key, index]));
}

function byValue(first: readonly unknown[], second: readonly unknown[]): readonly ItemPair[] {
  const left = new Set(first.keys());
  const pairs = second.map((item, after): ItemPair => {
    const before = [...left].find((index) => isEqual(first[index], item));
    if (before === undefined) return { after };
    left.delete(before);
    return { before, after };
  });
  return withRemoved(pairs, [...left]);
}

/** Puts each item that was removed behind the one that it stood behind. */
function withRemoved(pairs: readonly ItemPair[], removed: readonly number[]): readonly ItemPair[] {
  const result = [...pairs];
  for (const before of removed) {
    const behind = result.findIndex((pair) => pair.before === before - 1);
    result.splice(behind + 1, 0, { before });
  }
  return result;
}
