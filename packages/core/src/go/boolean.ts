const words: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "TRUE", "true", "True"].map((word) => [word, true] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((word) => [word, false] as const),
]);

/**
 * Reads a truth value as Go's `strconv.ParseBool`: 1 t T TRUE true True 0 f F FALSE false False.
 * @returns undefined for any other text
 * @source strconv.ParseBool, Go 1.24
 */
export function parseGoBoolean(text: string): boolean | undefined {
  return words.get(text);
}
