/**
 * How many bytes a text takes in UTF-8: Go's `len` of a string.
 * @source The Go Programming Language Specification, Length and capacity
 */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text)
    bytes += character < "\u0080" ? 1 : character < "\u0800" ? 2 : character.length === 2 ? 4 : 3;
  return bytes;
}
