import { printable } from "@podwright/core";
import { stringify } from "yaml";
import type { TextTableOptions } from "../output/text-table.ts";
import type { FieldData, LostData } from "./explain-data.ts";
import { explainTable, overriddenTable } from "./explain-table.ts";
import { explainTree } from "./explain-tree.ts";
import { type WaiverData, waiverLines } from "./waiver-data.ts";

export type ExplainFormat = "table" | "tree" | "json" | "yaml";

/** What `explain` prints: fields, or with `--overridden` lost values; and the waivers of the templates that apply. */
export type ExplainView = { readonly semantics: string; readonly waivers: readonly WaiverData[] } & (
  | {
      readonly fields: readonly FieldData[];
      /** Names of fields that PATHs select and nobody set; absent if there are none. */
      readonly unset?: readonly string[];
    }
  | { readonly lost: readonly LostData[] }
);

interface RenderOptions extends TextTableOptions {
  /** Whether PATHs selected what is told. */
  readonly isPart: boolean;
}

export function renderExplanation(view: ExplainView, format: ExplainFormat, options: RenderOptions): string {
  if (format === "json") return `${JSON.stringify(view, null, 2)}\n`;
  if (format === "yaml") return stringify(view, { aliasDuplicateObjects: false, lineWidth: 0 });
  const footer = view.waivers.flatMap(waiverLines).map((line) => options.style("yellow", printable(line)));
  const lines = [...linesOf(view, format, options), ...(footer.length > 0 ? ["", ...footer] : [])];
  return lines.map((line) => `${line}\n`).join("");
}

function linesOf(view: ExplainView, format: "table" | "tree", options: RenderOptions): readonly string[] {
  if ("fields" in view) {
    const { fields, unset = [] } = view;
    const lines = unset.map((field) => printable(`${field}: nobody set it`));
    if (fields.length === 0 && lines.length > 0) return lines;
    return [...(format === "tree" ? explainTree(fields, options.style) : explainTable(fields, options)), ...lines];
  }
  if (view.lost.length > 0) return overriddenTable(view.lost, options);
  return [`no value that somebody gave was lost${options.isPart ? " there" : ""}`];
}
