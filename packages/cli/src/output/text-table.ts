import { printable } from "@podwright/core";
import type { Style } from "./style.ts";

export interface TextColumn {
  readonly title: string;
  /** Where it is cut when the terminal is too narrow: field names differ at their ends. */
  readonly cut: "start" | "end";
  /** It gets no narrower: what is left would say nothing. */
  readonly least: number;
}

export interface TextTableOptions {
  /** No line is wider; undefined: as wide as it gets. */
  readonly columns: number | undefined;
  readonly style: Style;
}

/**
 * A table with a heading; rows that begin with an empty cell go on with the row before. On a terminal what does not fit its width is cut with `…`,
 * and where it is too narrow for that each cell stands on a line of its own. Elsewhere nothing is cut: a long cell
 * pushes the cells behind it to the right, as far as they do not find back to their columns.
 * @returns lines without line ends
 */
export function renderTextTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  { columns: width, style }: TextTableOptions,
): readonly string[] {
  const cells = rows.map((row) => row.map(printable));
  const natural = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((row) => widthOf(row[index] ?? ""))),
  );
  const widths =
    width === undefined ? natural.map((each) => Math.min(each, widest)) : widthsWithin(natural, columns, width);
  if (!widths) return stack(columns, cells, style);
  const starts = widths.map((_, index) => widths.slice(0, index).reduce((sum, each) => sum + each + gap.length, 0));
  const line = (row: readonly string[]): string =>
    row.reduce((text, cell, index) => {
      const shown = width === undefined ? cell : shorten(cell, widths[index] ?? 0, columns[index]?.cut ?? "end");
      return shown === "" ? text : behind(text, starts[index] ?? 0) + shown;
    }, "");
  return [style("bold", line(columns.map(({ title }) => title))), ...cells.map(line)];
}

/** The beginning of a line up to where the next cell begins: at its column, or a gap behind what reaches further. */
function behind(text: string, start: number): string {
  if (start === 0) return text;
  return text + " ".repeat(Math.max(gap.length, start - widthOf(text)));
}

const gap = "  ";
/** Up to which columns are aligned where nothing is cut. */
const widest = 72;

/** Widths that fit, the column narrowed first that has most to give; undefined if none may get narrower. */
function widthsWithin(
  natural: readonly number[],
  columns: readonly TextColumn[],
  width: number,
): readonly number[] | undefined {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each, gap.length * (widths.length - 1)) - width;
  for (; excess > 0; excess--) {
    const spare = widths.map((each, index) => each - (columns[index]?.least ?? 0));
    const most = Math.max(...spare);
    if (most <= 0) return undefined;
    const index = spare.lastIndexOf(most);
    widths[index] = (widths[index] ?? 0) - 1;
  }
  return widths;
}

function stack(columns: readonly TextColumn[], rows: readonly (readonly string[])[], style: Style): readonly string[] {
  return rows.flatMap((row) =>
    row.flatMap((cell, index) => {
      if (cell === "") return [];
      return index === 0
        ? [style("bold", cell)]
        : [`${gap}${style("dim", `${columns[index]?.title.toLowerCase()}:`)} ${cell}`];
    }),
  );
}

function shorten(text: string, width: number, cut: TextColumn["cut"]): string {
  if (widthOf(text) <= width) return text;
  const letters = [...text];
  return cut === "start"
    ? `…${letters.slice(letters.length - width + 1).join("")}`
    : `${letters.slice(0, width - 1).join("")}…`;
}

/** In characters; those that take two columns of a terminal are counted as one. */
function widthOf(text: string): number {
  return [...text].length;
}
