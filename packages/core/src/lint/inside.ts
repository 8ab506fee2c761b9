import type { Place } from "./finding.ts";

/** The place of something below another place. */
export function inside({ document, path }: Place, ...below: Place["path"]): Place {
  return { document, path: [...path, ...below] };
}

/** Whether a place is another one, or stands in it. */
export function isInside(place: Place, outer: Place): boolean {
  return place.document === outer.document && outer.path.every((segment, index) => place.path[index] === segment);
}
