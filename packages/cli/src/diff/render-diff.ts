import { printable } from "@podwright/core";
import { stringify } from "yaml";
import { setByText } from "../explain/set-by.ts";
import type { Style } from "../output/style.ts";
import { valueText } from "../output/value-text.ts";
import type { ChangeData, DiffData, SideData } from "./diff-data.ts";

export type DiffFormat = "text" | "json" | "yaml";

/** The differences; as text nothing at all where there are none. */
export function renderDiff(data: DiffData, format: DiffFormat, style: Style): string {
  if (format === "json") return `${JSON.stringify(data, null, 2)}\n`;
  if (format === "yaml") return stringify(data, { aliasDuplicateObjects: false, lineWidth: 0 });
  const differing = data.tasks.filter(({ changes }) => changes.length > 0);
  if (differing.length === 0) return "";
  const heading = [style("red", `--- ${data.before}`), style("green", `+++ ${data.after}`)];
  const lines = differing.flatMap(({ task, changes }) => [
    ...(data.tasks.length > 1 ? ["", style("bold", `task ${task}`)] : []),
    ...changes.flatMap((change) => renderChange(change, style)),
  ]);
  return [...heading, ...lines].map((line) => `${line}\n`).join("");
}

function renderChange({ field, kind, before, after }: ChangeData, style: Style): readonly string[] {
  return [
    style("bold", printable(kind === "moved" ? `${field} (another order)` : field)),
    ...(before ? [style("red", printable(`  - ${renderSide(before, kind)}`))] : []),
    ...(after ? [style("green", printable(`  + ${renderSide(after, kind)}`))] : []),
  ];
}

function renderSide({ value, setBy }: SideData, kind: ChangeData["kind"]): string {
  const text = kind === "moved" && Array.isArray(value) ? value.join(", ") : valueText(value);
  return kind === "moved" ? text : `${text}  ← ${setByText(setBy)}`;
}
