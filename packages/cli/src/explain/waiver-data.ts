import { checkBoundary, type Facts, type SemanticsName } from "@podwright/core";
import type { SourcePlaces } from "../facts/read-source-places.ts";
import { placeData } from "./set-by.ts";

/** A rule of the security boundary that a template waives, as `explain -o json` prints it. */
export interface WaiverData {
  readonly rule: string;
  /** The PodTemplate's name. */
  readonly template: string;
  readonly file?: string;
  readonly line?: number;
  /** What would be findings; empty if nothing needed the waiver. */
  readonly waived: readonly string[];
}

/** What the templates that apply to a Pod waive. */
export function waiverData(facts: Facts, semantics: SemanticsName, places: SourcePlaces): readonly WaiverData[] {
  const checked = checkBoundary(facts, { semantics });
  if (!checked.ok) return [];
  const { waivers, waived } = checked.value;
  return waivers.map(({ rule, template, source }) => {
    const place = places.locate(source);
    return {
      rule,
      template,
      ...(place && placeData(place)),
      waived: waived
        .filter(({ waiver }) => waiver.rule === rule && waiver.template === template)
        .map(({ what }) => what),
    };
  });
}

/** One line for a waiver, and one for each finding that it takes away. */
export function waiverLines({ rule, template, file, line, waived }: WaiverData): readonly string[] {
  const place = file === undefined ? "" : ` (${file}${line === undefined ? "" : `:${line}`})`;
  const needed = waived.length === 0 ? ", which nothing here needs" : ":";
  return [
    `${rule} of the security boundary is waived by PodTemplate ${template}${place}${needed}`,
    ...waived.map((what) => `  ${what}`),
  ];
}
