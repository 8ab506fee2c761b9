import { renderTextTable, type TextColumn, type TextTableOptions } from "../output/text-table.ts";
import { valueText } from "../output/value-text.ts";
import type { FieldData, LostData } from "./explain-data.ts";
import { reasonTexts } from "./reason-text.ts";
import { setByText } from "./set-by.ts";

/** Field, value, who set it, and what that overrode, the last loser first. */
export function explainTable(fields: readonly FieldData[], options: TextTableOptions): readonly string[] {
  const rows = withoutKeys(fields).flatMap(({ field, value, setBy, overrode }) => {
    const [first = "", ...more] = overrode.map(
      (loser) => `${valueText(loser.value)}  ${setByText(loser.setBy)}: ${reasonTexts[loser.reason]}`,
    );
    return [[field, valueText(value), setByText(setBy), first], ...more.map((each) => ["", "", "", each])];
  });
  return renderTextTable(fieldColumns, rows, options);
}

/** Each lost value, who gave it, why it lost, and what stands instead. */
export function overriddenTable(lost: readonly LostData[], options: TextTableOptions): readonly string[] {
  const rows = lost.map(({ field, value, setBy, reason, instead }) => {
    const standing = instead && "value" in instead ? `${valueText(instead.value)}  ` : "";
    return [
      field,
      valueText(value),
      setByText(setBy),
      reasonTexts[reason],
      instead ? standing + setByText(instead.setBy) : "",
    ];
  });
  return renderTextTable(lostColumns, rows, options);
}

const fieldColumns: readonly TextColumn[] = [
  { title: "FIELD", cut: "start", least: 44 },
  { title: "VALUE", cut: "end", least: 16 },
  { title: "SET BY", cut: "end", least: 40 },
  { title: "OVERRODE", cut: "end", least: 20 },
];

const lostColumns: readonly TextColumn[] = [
  { title: "FIELD", cut: "start", least: 36 },
  { title: "LOST VALUE", cut: "end", least: 12 },
  { title: "GIVEN BY", cut: "end", least: 40 },
  { title: "WHY", cut: "end", least: 41 },
  { title: "INSTEAD", cut: "end", least: 20 },
];

/** Without the names that items go by anyway (`env[FOO].name`), where more of the item is told and the name overrode nothing. */
function withoutKeys(fields: readonly FieldData[]): readonly FieldData[] {
  const holders = new Map<string, number>();
  for (const { field } of fields) {
    const holder = holderOf(field);
    holders.set(holder, (holders.get(holder) ?? 0) + 1);
  }
  return fields.filter(({ field, value, overrode }) => {
    const holder = holderOf(field);
    return overrode.length > 0 || !holder.endsWith(`[${String(value)}]`) || (holders.get(holder) ?? 0) < 2;
  });
}

function holderOf(field: string): string {
  return field.replace(/\.[^.[\]]+$/, "");
}
