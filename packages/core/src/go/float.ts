/**
 * Prints a float as Go's `strconv.FormatFloat(value, 'f', -1, 64)`: the fewest digits that read back equal, never an
 * exponent; `NaN`, `+Inf`, `-Inf`.
 * @source strconv.FormatFloat, Go 1.24
 */
export function formatGoFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "", exponent = "0"] = Math.abs(value).toString().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return sign + withPoint(whole + fraction, whole.length + Number(exponent));
}

/**
 * Prints a finite float as Go's encoding/json does: an exponent below 1e-6 and from 1e21 on. `-0` keeps its sign.
 * @source encoding/json floatEncoder, Go 1.24
 */
export function formatGoJsonFloat(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`JSON has no ${formatGoFloat(value)}`);
  return Object.is(value, -0) ? "-0" : value.toString();
}

/**
 * Reads a float as Go's `strconv.ParseFloat(text, 64)`: decimal and hexadecimal floats (`0x1p-2`), `_` between digits,
 * `inf`, `infinity` and `nan` in any case.
 * @returns undefined if Go would refuse the text, values out of range included
 * @source strconv.ParseFloat, Go 1.24
 */
export function parseGoFloat(text: string): number | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  if (!underscoresSeparateDigits(text)) return undefined;
  const plain = text.replaceAll("_", "");
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : parseHexFloat(plain);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Digits with the decimal point after the `point`-th of them, which may lie outside them. */
function withPoint(digits: string, point: number): string {
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + "0".repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function underscoresSeparateDigits(text: string): boolean {
  const hex = /^[+-]?0x/i.test(text);
  const misplaced = hex ? /(?<![\da-fx])_|_(?![\da-f])/i : /(?<!\d)_|_(?!\d)/;
  return !misplaced.test(text);
}

/** A mantissa of hexadecimal digits times a power of two, rounded to the nearest double, ties to even. */
function parseHexFloat(text: string): number | undefined {
  const [, sign, whole = "", fraction = "", power = ""] =
    /^([+-]?)0x([\da-f]*)\.?([\da-f]*)p([+-]?\d+)$/i.exec(text) ?? [];
  if (sign === undefined || whole + fraction === "") return undefined;
  const mantissa = BigInt(`0x${whole}${fraction}`);
  const magnitude = scaled(mantissa, Number(power) - 4 * fraction.length);
  return sign === "-" ? -magnitude : magnitude;
}

function scaled(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const top = mantissa.toString(2).length + exponent;
  if (top > 1024) return Infinity;
  if (top < -1075) return 0;
  const lowest = Math.max(top - 53, -1074);
  if (exponent >= lowest) return Number(mantissa) * 2 ** exponent;
  const shift = BigInt(lowest - exponent);
  const kept = mantissa >> shift;
  const rest = mantissa - (kept << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return Number(up ? kept + 1n : kept) * 2 ** lowest;
}
