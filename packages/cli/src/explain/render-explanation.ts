import { stringify } from "yaml";
import type { TextTableOptions } from "../output/text-table.ts";
import type { FieldData, LostData } from "./explain-data.ts";
import { explainTable, overriddenTable } from "./explain-table.ts";
import { explainTree } from "./explain-tree.ts";

export type ExplainFormat = "table" | "tree" | "json" | "yaml";

/** What `explain` prints: fields, or with `--overridden` lost values. */
export type ExplainView =
  | { readonly semantics: string; readonly fields: readonly FieldData[] }
  | { readonly semantics: string; readonly lost: readonly LostData[] };

export function renderExplanation(view: ExplainView, format: ExplainFormat, options: TextTableOptions): string {
  if (format === "json") return `${JSON.stringify(view, null, 2)}\n`;
  if (format === "yaml") return stringify(view, { aliasDuplicateObjects: false, lineWidth: 0 });
  return linesOf(view, format, options)
    .map((line) => `${line}\n`)
    .join("");
}

function linesOf(view: ExplainView, format: "table" | "tree", options: TextTableOptions): readonly string[] {
  if ("fields" in view)
    return format === "tree" ? explainTree(view.fields, options.style) : explainTable(view.fields, options);
  return view.lost.length === 0 ? ["no value that somebody gave was lost"] : overriddenTable(view.lost, options);
}
