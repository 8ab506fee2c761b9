import { itemNames, type PodPlace } from "../explain/pod-place.ts";
import type { ItemPair } from "./item-pair.ts";

/** The names of the items that two lists share, in the order of each. */
export interface MovedItems {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Whether the items that two lists share stand in another order, in a list whose order matters: init containers start one after the other, and a
 * variable can only refer to those before it.
 * @returns undefined if they do not, or if the order says nothing
 */
export function movedItems(before: PodPlace, after: PodPlace, pairs: readonly ItemPair[]): MovedItems | undefined {
  const shared = pairs.flatMap((pair) =>
    pair.before === undefined || pair.after === undefined ? [] : [{ before: pair.before, after: pair.after }],
  );
  const isMoved = shared.some((pair, index) => index > 0 && pair.before < (shared[index - 1]?.before ?? 0));
  if (!isMoved || !doesOrderMatter(after)) return undefined;
  const names = (place: PodPlace, positions: readonly number[]): readonly string[] => {
    const known = itemNames(place);
    return positions.map((index) => known[index] ?? String(index));
  };
  return {
    before: names(
      before,
      shared.map((pair) => pair.before).sort((a, b) => a - b),
    ),
    after: names(
      after,
      shared.map((pair) => pair.after),
    ),
  };
}

function doesOrderMatter({ field, value }: PodPlace): boolean {
  if (field?.name === "initContainers") return true;
  return field?.name === "env" && JSON.stringify(value).includes("$(");
}
