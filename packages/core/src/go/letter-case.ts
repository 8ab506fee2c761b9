/**
 * Lower case as Go's `strings.ToLower`: letter by letter, so the text keeps its number of letters.
 * @source strings.ToLower, Go 1.24
 */
export function goLower(text: string): string {
  return isAscii.test(text) ? text.toLowerCase() : mapped(text, lowerLetter);
}

/**
 * Upper case as Go's `strings.ToUpper`, letter by letter: `ß` stays.
 * @source strings.ToUpper, Go 1.24
 */
export function goUpper(text: string): string {
  return isAscii.test(text) ? text.toUpperCase() : mapped(text, upperLetter);
}

/**
 * A text that two texts share exactly when they differ in case alone. Kelvin's sign folds to `k` and the long s to `s`, as in Unicode's
 * simple folding.
 * @source strings.EqualFold, Go 1.24
 */
export function foldCase(text: string): string {
  return goLower(goUpper(goLower(text)));
}

const isAscii = /^[\0-\x7f]*$/;

function mapped(text: string, letter: (each: string) => string): string {
  return Array.from(text, letter).join("");
}

/** The one letter whose lower case has two code points in JavaScript. */
function lowerLetter(letter: string): string {
  return letter === "\u0130" ? "i" : single(letter, letter.toLowerCase());
}

function upperLetter(letter: string): string {
  return withIota.get(letter) ?? single(letter, letter.toUpperCase());
}

/** Greek letters with an iota below them have an upper case of one letter, which JavaScript writes as two: lower case → upper case. */
const withIota: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0x1ffd - 0x1f88 }, (_, index) => String.fromCharCode(0x1f88 + index))
    .map((upper): [string, string] => [upper.toLowerCase(), upper])
    .filter(([lower, upper]) => lower !== upper && lower.length === 1 && lower.toUpperCase().length > 1),
);

function single(letter: string, changed: string): string {
  return [...changed].length === 1 ? changed : letter;
}
