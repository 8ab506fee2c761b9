import type { Draft, Frozen } from "./draft.ts";
import type { Origin } from "./origin.ts";

/** A copy of an object, to be put into a list, whose fields come from this origin: the list's own does not hold for it. */
export function sourcedCopy<T extends object>(draft: Draft, value: Frozen<T>, origin: Origin): Frozen<T> {
  const copy = { ...(value as object) } as Frozen<T>;
  draft.recorder.copied(copy as object, value as object, origin);
  return copy;
}
