import { documents, type ExplainedField, type LostReason, type OverriddenSetting, pathText } from "@podwright/core";
import type { SourcePlaces } from "../facts/read-source-places.ts";
import type { FieldData, LostData } from "./explain-data.ts";
import { placeData, type SetBy } from "./set-by.ts";

/** The fields, each with what its key of the config overrode in other files behind what it overrode in the Pod. */
export function withOverridden(
  fields: readonly ExplainedField[],
  data: readonly FieldData[],
  overridden: readonly OverriddenSetting[],
  places: Pick<SourcePlaces, "ofSetting">,
): readonly FieldData[] {
  if (overridden.length === 0) return data;
  return data.map((field, index) => {
    const key = keyOf(fields[index]?.origin.source);
    const beaten = overridden.filter(({ path }) => textOf(path) === key).toReversed();
    const losers = beaten.map(({ path, value, place }) => ({
      value,
      setBy: givenBy(path, places.ofSetting(place)),
      reason,
    }));
    return losers.length === 0 ? field : { ...field, overrode: [...field.overrode, ...losers] };
  });
}

/**
 * Values of the config that lost within it, under the names of the Pod's fields that hold the winner, else under their own.
 * @param fields - those that PATHs select
 * @param told.isWhole - whether all of the Pod is: then what no field holds is told, too
 */
export function overriddenData(
  fields: readonly ExplainedField[],
  overridden: readonly OverriddenSetting[],
  { places, isWhole }: { readonly places: Pick<SourcePlaces, "ofSetting">; readonly isWhole: boolean },
): readonly LostData[] {
  return overridden.flatMap(({ path, value, place, by }): readonly LostData[] => {
    const field = fields.find(({ origin }) => keyOf(origin.source) === textOf(path));
    if (!field && !isWhole) return [];
    const instead = by && { ...(field && { value: field.value }), setBy: givenBy(path, places.ofSetting(by)) };
    const name = field?.name ?? pathText(path);
    return [{ field: name, value, setBy: givenBy(path, places.ofSetting(place)), reason, ...(instead && { instead }) }];
  });
}

const reason: LostReason = "config-replaced";

function givenBy(path: readonly string[], place: ReturnType<SourcePlaces["ofSetting"]>): SetBy {
  return { layer: "config", ...placeData(place), path: pathText(path) };
}

/** A setting's path from the config's root, keys in lower case, whole or in parts. */
function keyOf(source: ExplainedField["origin"]["source"]): string | undefined {
  if (source?.document === documents.config) return textOf(["plugins", "k8s", ...source.path]);
  return source?.document === documents.storage ? textOf(["storage", ...source.path]) : undefined;
}

function textOf(path: readonly (string | number)[]): string {
  return path.join(".").toLowerCase();
}
