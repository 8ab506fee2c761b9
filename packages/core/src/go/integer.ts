const lowest = -(2n ** 63n);
const highest = 2n ** 63n - 1n;

/**
 * Reads an integer as Go's `strconv.ParseInt(text, 10, 64)`: `+5` and `007` too, no white space, no `_`.
 * @returns undefined if Go would refuse the text, values beyond 64 bits included
 * @source strconv.ParseInt, Go 1.24
 */
export function parseGoInteger(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ""));
  return isInt64(value) ? value : undefined;
}

/** Whether a whole number fits 64 bits with a sign. */
export function isInt64(value: bigint): boolean {
  return value >= lowest && value <= highest;
}
