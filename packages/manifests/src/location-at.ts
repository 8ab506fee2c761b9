import type { LineCounter } from "yaml";
import type { SourceLocation } from "./source-location.ts";

/** Where an offset of a text stands in its file. */
export type LocationAt = (offset: number) => SourceLocation;

/** @param lines - filled while the text is parsed */
export function locationAtOf(lines: LineCounter, file: string): LocationAt {
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
}
