import { isEqual } from "../explain/is-equal.ts";
import type { ItemPair } from "./item-pair.ts";

/**
 * Which items of two lists are the same where their order means something: a longest common subsequence stays, and of what stands between two of its
 * items as many as can took each other's places, one for one. Both ways alike: what was added one way was removed the other way. What both lists
 * begin and end with is looked at once: long command lines mostly differ in little.
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
  if (first.length * second.length > mostCompared) return oneForOne(first.length, second.length);
  const { scores, pairScore } = scoreEnds(first, second);
  const pairs: ItemPair[] = [];
  let [before, after] = [0, 0];
  while (before < first.length && after < second.length) {
    const score = scores[before]?.[after];
    if (score === pairScore(before, after)) pairs.push({ before: before++, after: after++ });
    else if (score === scores[before + 1]?.[after]) pairs.push({ before: before++ });
    else pairs.push({ after: after++ });
  }
  while (before < first.length) pairs.push({ before: before++ });
  while (after < second.length) pairs.push({ after: after++ });
  return pairs;
}

function oneForOne(first: number, second: number): readonly ItemPair[] {
  return Array.from({ length: Math.max(first, second) }, (_, index) => {
    return { ...(index < first && { before: index }), ...(index < second && { after: index }) };
  });
}

interface Scores {
  /** For each pair of positions, that of what follows: it counts equal items, and only then those that take each other's places. */
  readonly scores: readonly (readonly number[])[];
  /** Of pairing the items at two positions, and of what follows. */
  readonly pairScore: (before: number, after: number) => number;
}

function scoreEnds(first: readonly unknown[], second: readonly unknown[]): Scores {
  const ofEqual = Math.min(first.length, second.length) + 1;
  const scores = Array.from({ length: first.length + 1 }, () => new Array<number>(second.length + 1).fill(0));
  const pairScore = (before: number, after: number): number =>
    (isEqual(first[before], second[after]) ? ofEqual : 1) + (scores[before + 1]?.[after + 1] ?? 0);
  for (let before = first.length - 1; before >= 0; before--) {
    const [here = [], below = []] = [scores[before], scores[before + 1]];
    for (let after = second.length - 1; after >= 0; after--) {
      here[after] = Math.max(pairScore(before, after), below[after] ?? 0, here[after + 1] ?? 0);
    }
  }
  return { scores, pairScore };
}
