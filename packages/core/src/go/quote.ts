/**
 * Quotes text as Go's `%q` does: printable characters as they are, others escaped.
 * @source strconv Quote, Go 1.24
 */
export function quoteGo(text: string): string {
  return `"${[...text].map(escaped).join("")}"`;
}

function escaped(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  if (printable.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

const printable = /^[ \p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

const shortEscapes: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
