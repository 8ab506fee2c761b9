import { readsAsOther } from "./go-yaml-plain.ts";

/**
 * A string as Go's YAML writes it: plain where it can, else in single quotes, in double quotes with escapes, or as a block of lines.
 * What YAML 1.1 takes for a line break and YAML 1.2 does not is always escaped, so that every reader gets it back: upstream
 * corrupts it.
 * @param indent - of a block's lines
 * @source gopkg.in/yaml.v2 v2.4.0 encode.go stringv, emitterc.go yaml_emitter_analyze_scalar, yaml_emitter_select_scalar_style
 */
export function goYamlString(text: string, indent: string): string {
  if (special.test(text) || text.includes(" \n")) return doubleQuoted(text);
  if (text.includes("\n")) return text.endsWith(" ") ? doubleQuoted(text) : block(text, indent);
  if (readsAsOther(text)) return doubleQuoted(text);
  return mustBeQuoted.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

/** Whether a key stands before its colon, without a question mark before it. */
export function isSimpleKey(key: string): boolean {
  return !/[\n\r\u0085\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= 128;
}

/** What Go's YAML takes for unprintable, every character beyond U+FFFF among them, and the two line separators. */
const special = /[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

/** Begins or ends with a blank, begins like a document's mark or with an indicator, or holds `: ` or ` #`. */
const mustBeQuoted = /^ | $|^---|^\.\.\.|^[#,[\]{}&*!|>'"%@`]|^[-?](?: |$)|:(?: |$)| #/;

function block(text: string, indent: string): string {
  const indentation = /^[ \n]/.test(text) ? "2" : "";
  const chomping = !text.endsWith("\n") ? "-" : text === "\n" || text.endsWith("\n\n") ? "+" : "";
  const lines = text.replace(/\n$/, "").split("\n");
  return `|${indentation}${chomping}\n${lines.map((line) => (line === "" ? "" : indent + line)).join("\n")}`;
}

/** Of a text that begins with a byte order mark, every character is escaped. */
function doubleQuoted(text: string): string {
  const isMarked = text.startsWith("\ufeff");
  const mustEscape = (character: string) => isMarked || /["\\\n]/.test(character) || special.test(character);
  const characters = Array.from(text, (character) => (mustEscape(character) ? escaped(character) : character));
  return `"${characters.join("")}"`;
}

function escaped(character: string): string {
  const named = names[character];
  if (named) return `\\${named}`;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

const names: Readonly<Record<string, string>> = {
  "\0": "0",
  "\x07": "a",
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\v": "v",
  "\f": "f",
  "\r": "r",
  "\x1b": "e",
  '"': '"',
  "\\": "\\",
  "\u0085": "N",
  "\u00a0": "_",
  "\u2028": "L",
  "\u2029": "P",
};
