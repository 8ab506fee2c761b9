import { stripVTControlCharacters } from "node:util";

/** What a terminal would show of a line: nothing that moves the cursor, clears the screen or rings; colours go too. */
export function visibleText(line: string): string {
  const visible =
    stripVTControlCharacters(line)
      .split("\r")
      .findLast((part) => part !== "") ?? "";
  return visible.replaceAll(/[^\P{Cc}\t]/gu, "");
}
