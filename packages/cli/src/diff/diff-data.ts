import type { DiffValue, PodChange } from "@podwright/core";
import { type SetBy, setByOf } from "../explain/set-by.ts";
import type { SourcePlaces } from "../facts/read-source-places.ts";

/** What `diff -o json` prints. */
export interface DiffData {
  readonly before: string;
  readonly after: string;
  readonly tasks: readonly TaskDiffData[];
}

interface TaskDiffData {
  readonly task: string;
  readonly changes: readonly ChangeData[];
}

export interface ChangeData {
  readonly field: string;
  readonly kind: PodChange["kind"];
  readonly before?: SideData;
  readonly after?: SideData;
}

export interface SideData {
  readonly value: unknown;
  readonly setBy: SetBy;
}

/** A change with both sides' origins placed in their own files. */
export function changeData(
  { name, kind, before, after }: PodChange,
  places: { readonly before: SourcePlaces; readonly after: SourcePlaces },
): ChangeData {
  return {
    field: name,
    kind,
    ...(before && { before: sideData(before, places.before) }),
    ...(after && { after: sideData(after, places.after) }),
  };
}

function sideData({ value, origin }: DiffValue, places: SourcePlaces): SideData {
  return { value, setBy: setByOf(origin, places) };
}
