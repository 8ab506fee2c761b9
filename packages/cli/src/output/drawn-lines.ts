import { stripVTControlCharacters } from "node:util";
import type { OutputStream } from "../shell.ts";

/** Lines at the bottom of a terminal that are drawn over themselves; all else scrolls by above them. */
export interface DrawnLines {
  /** One write: `above`, whole lines or nothing, then the lines as they are now. */
  redraw(above: string): void;
  /** In characters; at least 10. */
  columns(): number;
  /** How many lines fit. */
  rows(): number;
  /** What is drawn stays where it is. */
  leave(): void;
}

/** @param render - the lines as they are now; no more than `rows`, none wider than `columns` */
export function drawnLines(stream: OutputStream, render: () => readonly string[]): DrawnLines {
  let drawn: readonly string[] = [];
  const columns = (): number => Math.max(10, (stream.columns ?? 80) - 1);
  const rows = (): number => Math.max(1, (stream.rows ?? 24) - 2);
  return {
    redraw: (above) => {
      const erase = eraseLines(drawn, columns());
      drawn = render();
      stream.write(`${erase}${above}${drawn.map((line) => `${line}\n`).join("")}`);
    },
    columns,
    rows,
    leave: () => {
      drawn = [];
    },
  };
}

/** Moves to the first line of what was drawn, which a narrowed terminal may have broken into more, and clears from there. */
function eraseLines(lines: readonly string[], columns: number): string {
  const rows = lines.reduce((sum, line) => {
    return sum + Math.max(1, Math.ceil(stripVTControlCharacters(line).length / (columns + 1)));
  }, 0);
  return rows === 0 ? "" : `\r\u001b[${rows}A\u001b[J`;
}
