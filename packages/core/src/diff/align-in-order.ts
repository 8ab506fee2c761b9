import { isEqual } from "../explain/is-equal.ts";
import type { ItemPair } from "./item-pair.ts";

/**
 * Which items of two lists are the same where their order means something: the longest common subsequence stays, and what was removed and added
 * between two of its items took each other's places, one for one. What both lists begin and end with is looked at once: long command lines
 * mostly differ in little.
 */
export function alignInOrder(first: readonly unknown[], second: readonly unknown[]): readonly ItemPair[] {
  const most = Math.min(first.length, second.length);
  let head = 0;
  while (head < most && isEqual(first[head], second[head])) head++;
  let tail = 0;
  while (tail < most - head && isEqual(first.at(-1 - tail), second.at(-1 - tail))) tail++;
  const [start, end] = [first.length - tail, second.length - tail];
  return [
    ...pairsFrom(0, 0, head),
    ...bySubsequence(first.slice(head, start), second.slice(head, end)).map((pair) => shifted(pair, head)),
    ...pairsFrom(start, end, tail),
  ];
}

function pairsFrom(before: number, after: number, count: number): readonly ItemPair[] {
  return Array.from({ length: count }, (_, index) => ({ before: before + index, after: after + index }));
}

function shifted({ before, after }: ItemPair, by: number): ItemPair {
  return { ...(before !== undefined && { before: before + by }), ...(after !== undefined && { after: after + by }) };
}

/** Longer lists would take too long: of these, items take each other's places one for one. */
const mostCompared = 4_000_000;

function bySubsequence(first: readonly unknown[], second: readonly unknown[]): readonly ItemPair[] {
  if (first.length * second.length > mostCompared) {
    return withReplaced([...first.map((_, before) => ({ before })), ...second.map((_, after) => ({ after }))]);
  }
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
