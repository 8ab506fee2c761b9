import type { Place } from "./finding.ts";

/** A template's container of which more than one field is not taken over. */
export interface UntakenContainer {
  readonly place: Place;
  /** In the order of the places. */
  readonly fields: readonly string[];
}

/** The containers in which several of these places stand: one word about each says more than one about each field. */
export function untakenContainers(places: readonly Place[]): readonly UntakenContainer[] {
  const inContainers = places.filter(
    ({ path }) => path[0] === "template" && typeof path[3] === "number" && path.length > 4,
  );
  const groups = Map.groupBy(inContainers, ({ document, path }) => JSON.stringify([document, path.slice(0, 4)]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const fields = [...new Set(group.map(({ path }) => String(path[4])))];
    if (!first || fields.length < 2) return [];
    return [{ place: { document: first.document, path: first.path.slice(0, 4) }, fields }];
  });
}
