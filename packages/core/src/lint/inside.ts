import type { Place } from "./finding.ts";

/** The place of something below another place. */
export function inside({ document, path }: Place, ...below: Place["path"]): Place {
  return { document, path: [...path, ...below] };
}
