import { isEqual } from "../explain/is-equal.ts";
import { isObject, type PodPlace } from "../explain/pod-place.ts";

/** Two positions of one item, or the position of an item that only one list has. */
export interface ItemPair {
  readonly before?: number;
  readonly after?: number;
}

/**
 * Which items of two lists are the same: by the field by which Kubernetes tells the list's items apart; else by their values, in order where the
 * order matters. In the order of the second list, with what it lacks where it stood in the first.
 */
export function alignItems(before: PodPlace, after: PodPlace): readonly ItemPair[] {
  const [first, second] = [itemsOf(before), itemsOf(after)];
  const field = after.field ?? before.field;
  const key = field?.patchMergeKey;
  if (key !== undefined) return byKeys(keysOf(first, key), keysOf(second, key));
  return orderedLists.has(field?.name ?? "") ? inOrder(first, second) : byValue(first, second);
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

/** The longest common subsequence stays; what was removed and added between two of its items took each other's places, one for one. */
function inOrder(first: readonly unknown[], second: readonly unknown[]): readonly ItemPair[] {
  const longest = commonLengths(first, second);
  const pairs: ItemPair[] = [];
  let [before, after] = [0, 0];
  while (before < first.length || after < second.length) {
    const [down, right] = [longest[before + 1]?.[after] ?? -1, longest[before]?.[after + 1] ?? -1];
    if (before < first.length && after < second.length && isEqual(first[before], second[after])) {
      pairs.push({ before: before++, after: after++ });
    } else if (after >= second.length || (before < first.length && down >= right)) pairs.push({ before: before++ });
    else pairs.push({ after: after++ });
  }
  return withReplaced(pairs);
}

function withReplaced(pairs: readonly ItemPair[]): readonly ItemPair[] {
  const result: ItemPair[] = [];
  let run: ItemPair[] = [];
  const endRun = (): void => {
    const removed = run.filter(({ after }) => after === undefined);
    const added = run.filter(({ before }) => before === undefined);
    const length = Math.max(removed.length, added.length);
    for (let index = 0; index < length; index++) result.push({ ...removed[index], ...added[index] });
    run = [];
  };
  for (const pair of pairs) {
    if (pair.before === undefined || pair.after === undefined) {
      run.push(pair);
      continue;
    }
    endRun();
    result.push(pair);
  }
  endRun();
  return result;
}

/** For each pair of positions how long the longest common subsequence is of what follows. */
function commonLengths(first: readonly unknown[], second: readonly unknown[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: first.length + 1 }, () => new Array<number>(second.length + 1).fill(0));
  for (let row = first.length - 1; row >= 0; row--) {
    for (let column = second.length - 1; column >= 0; column--) {
      const [here, below] = [lengths[row], lengths[row + 1]];
      if (!here || !below) continue;
      here[column] = isEqual(first[row], second[column])
        ? 1 + (below[column + 1] ?? 0)
        : Math.max(below[column] ?? 0, here[column + 1] ?? 0);
    }
  }
  return lengths;
}
