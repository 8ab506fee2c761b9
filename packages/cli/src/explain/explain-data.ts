import type { BeatenValue, ExplainedField, LostReason, LostValue } from "@podwright/core";
import type { SourcePlaces } from "../facts/read-source-places.ts";
import { type SetBy, setByOf } from "./set-by.ts";

/** A field as `explain -o json` prints it. */
export interface FieldData {
  readonly field: string;
  readonly value: unknown;
  readonly setBy: SetBy;
  /** The last loser first. */
  readonly overrode: readonly OverrodeData[];
}

interface OverrodeData {
  readonly value: unknown;
  readonly setBy: SetBy;
  readonly reason: LostReason;
}

/** A lost value as `explain --overridden -o json` prints it. */
export interface LostData {
  readonly field: string;
  readonly value: unknown;
  readonly setBy: SetBy;
  readonly reason: LostReason;
  /** Absent where nothing stands instead. */
  readonly instead?: { readonly value?: unknown; readonly setBy: SetBy };
}

export function fieldData({ name, path, value, origin, overrode }: ExplainedField, places: SourcePlaces): FieldData {
  const losers = overrode.map((loser: BeatenValue) => ({
    value: loser.value,
    setBy: setByOf(loser.origin, places),
    reason: loser.reason,
  }));
  return { field: name, value: isKind(path) ? "Pod" : value, setBy: setByOf(origin, places), overrode: losers };
}

/** Flyte submits `pod`, and every printer writes `Pod`. */
function isKind(path: ExplainedField["path"]): boolean {
  return path.length === 1 && path[0] === "kind";
}

export function lostData({ name, value, origin, reason, instead }: LostValue, places: SourcePlaces): LostData {
  return {
    field: name,
    value,
    setBy: setByOf(origin, places),
    reason,
    ...(instead && {
      instead: {
        ...("value" in instead && { value: instead.value }),
        setBy: setByOf(instead.origin, places),
      },
    }),
  };
}
