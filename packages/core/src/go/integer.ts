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

/**
 * Reads an integer in the base that its prefix names, as strconv.ParseInt with base 0: `0x10`, `0b1`, `010` and `0o10` (8), `1_000`.
 * @source strconv.ParseInt, Go 1.24
 */
export function parseAnyBase(text: string): bigint | undefined {
  const [, sign = "", prefix = "", digits = ""] =
    /^([+-]?)(0[xX]|0[bB]|0[oO]|0(?=[\d_]))?([\da-fA-F_]+)$/.exec(text) ?? [];
  if (!/^_?[\da-f]+(_[\da-f]+)*$/i.test(digits) || (digits.startsWith("_") && prefix === "")) return undefined;
  const base = prefix === "" ? "" : prefix === "0" ? "0o" : prefix.toLowerCase();
  const plain = digits.replaceAll("_", "");
  const wanted = { "": /^\d+$/, "0x": /^[\da-f]+$/i, "0b": /^[01]+$/, "0o": /^[0-7]+$/ }[base];
  if (!wanted?.test(plain)) return undefined;
  const size = BigInt(base + plain);
  return sign === "-" ? -size : size;
}

/** Whether a whole number fits 64 bits with a sign. */
export function isInt64(value: bigint): boolean {
  return value >= lowest && value <= highest;
}
