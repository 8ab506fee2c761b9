/** A quantity in billionths, which is as fine as Kubernetes counts, and the notation it prints in. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: "BinarySI" | "DecimalSI" | "DecimalExponent";
  /** The text that it was read from, where Kubernetes takes that for canonical and prints it back: `+1`, `1.`, `007`, `1E+3`. */
  readonly written?: string;
}

/** Why Kubernetes refuses a text as a quantity, in its own words. */
export interface QuantityRefusal {
  readonly refused: string;
}

/**
 * Reads a quantity as Kubernetes does: `500m`, `1.5Gi`, `1e3`, `+0.1`. Finer values are rounded up, away from zero, to billionths.
 * A text of more than `longestQuantity` characters is refused, which Kubernetes would reckon with.
 * @source apimachinery/pkg/api/resource ParseQuantity, v0.36.3
 */
export function parseQuantity(text: string): Quantity | QuantityRefusal {
  const match = text.length <= longestQuantity ? pattern.exec(text) : null;
  if (!match || text === "") return { refused: wrongFormat };
  const [, sign = "", whole = "", fraction = "", suffix = ""] = match;
  const scale = scaleOf(suffix);
  if (!scale) return { refused: "unable to parse quantity's suffix" };
  if (!/\d/.test(text.slice(0, text.length - suffix.length)) && !isShort("0", scale))
    return { refused: "unable to parse numeric part of quantity" };
  const digits = BigInt(whole + fraction || "0") * scale.factor;
  const exponent = 9 + scale.exponent - fraction.length;
  const exact = exponent >= 0 ? digits * 10n ** BigInt(exponent) : roundedUp(digits, 10n ** BigInt(-exponent));
  const nano = scale.format === "BinarySI" && exact > binaryLimit ? binaryLimit : exact;
  const small = scale.format === "BinarySI" && nano > 0n && nano < one;
  const quantity: Quantity = { nano: sign === "-" ? -nano : nano, format: small ? "DecimalSI" : scale.format };
  return isKeptAsWritten(whole, fraction, scale) ? { ...quantity, written: text } : quantity;
}

/**
 * Prints a quantity with the largest suffix that keeps it whole: 1000m is 1, 1024Mi is 1Gi, 0.5 is 500m, 1.5Gi is 1536Mi.
 * @source apimachinery/pkg/api/resource Quantity.CanonicalizeBytes, v0.36.3
 */
export function formatQuantity({ nano, format, written }: Quantity): string {
  if (written !== undefined) return written;
  if (nano === 0n) return "0";
  const size = nano < 0n ? -nano : nano;
  const sign = nano < 0n ? "-" : "";
  const binary = format === "BinarySI" && size >= 1024n * one && size % one === 0n;
  return sign + (binary ? formatBinary(size / one) : formatDecimal(size, format));
}

/**
 * A quantity's text as Kubernetes prints it back: `1000m` and `0.5` become `1` and `500m`; `+1`, `1.`, `007` and `1E+3` stay as they are.
 * @returns undefined if Kubernetes would refuse it
 */
export function canonicalQuantity(text: string): string | undefined {
  if (canonicalAlready.test(text)) return text;
  const quantity = parseQuantity(text);
  return "refused" in quantity ? undefined : formatQuantity(quantity);
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. Texts that are no quantities count as zero. */
export function compareQuantities(a: string, b: string): number {
  if (a === b) return 0;
  const left = thousandths(a);
  const right = thousandths(b);
  return left === undefined || right === undefined ? order(nanoOf(a), nanoOf(b)) : order(left, right);
}

/** Whether a quantity's text says zero, in any notation. */
export function isZeroQuantity(text: string): boolean {
  return text === "0" || (!startsWithDigitOverZero(text) && nanoOf(text) === 0n);
}

function order<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function startsWithDigitOverZero(text: string): boolean {
  const first = text.charCodeAt(0);
  return first >= 49 && first <= 57;
}

/** The common notations without big integers: whole numbers with a suffix of `thousandthsOf`. Undefined for all others. */
function thousandths(text: string): number | undefined {
  if (!startsWithDigitOverZero(text)) return undefined;
  let end = 1;
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  const factor = thousandthsOf[text.slice(end)];
  const exact = factor === undefined ? Number.NaN : Number(text.slice(0, end)) * factor;
  return Number.isSafeInteger(exact) ? exact : undefined;
}

const thousandthsOf: Readonly<Record<string, number>> = {
  "": 1e3,
  m: 1,
  k: 1e6,
  M: 1e9,
  G: 1e12,
  Ki: 1024e3,
  Mi: 1024 ** 2 * 1e3,
  Gi: 1024 ** 3 * 1e3,
};

/** @source apimachinery/pkg/api/resource ErrFormatWrong, v0.36.3 */
const wrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const pattern = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;

/** Whole numbers up to three digits with a suffix that cannot be left out are as canonical as they get. */
const canonicalAlready = /^(?:0|[1-9]\d{0,2}(?:[mkMGT]|[KMGT]i)?)$/;

/** A number that Kubernetes holds in an integer and takes for canonical, whatever sign, zeros and exponent it is written with. */
function isKeptAsWritten(whole: string, fraction: string, scale: Scale): boolean {
  const digits = (whole || "0") + fraction;
  if (!isShort(digits, scale, fraction.length)) return false;
  if (scale.format === "BinarySI") return (BigInt(digits) & 7n) !== 0n;
  return (scale.exponent - fraction.length) % 3 === 0 && !digits.endsWith("000") && !digits.startsWith("0");
}

/** Whether a number's digits are few enough for Kubernetes to hold it in a 64-bit integer; all others it reads and prints by another way. */
function isShort(digits: string, { format, exponent, step }: Scale, decimals = 0): boolean {
  if (format === "BinarySI") return decimals === 0 && digits.length <= 14 - 3 * step;
  return digits.length <= 18 && exponent - decimals >= -9;
}

/** More digits than any amount has; without an end, reckoning with them could take minutes. */
const longestQuantity = 256;

const one = 1_000_000_000n;
const binaryLimit = ((1n << 63n) - 1n) * one;
const binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

interface Scale {
  readonly factor: bigint;
  readonly exponent: number;
  /** The suffix's place in its row. */
  readonly step: number;
  readonly format: Quantity["format"];
}

const scales: ReadonlyMap<string, Scale> = new Map<string, Scale>([
  ...binarySuffixes.map((suffix, step): [string, Scale] => [
    suffix,
    { factor: 1n << BigInt(10 * step), exponent: 0, step, format: "BinarySI" },
  ]),
  ...decimalSuffixes.map((suffix, step): [string, Scale] => [
    suffix,
    { factor: 1n, exponent: 3 * step - 9, step, format: "DecimalSI" },
  ]),
]);

/** Exponents past the range of any machine are refused, where Kubernetes would print them back. */
function scaleOf(suffix: string): Scale | undefined {
  const known = scales.get(suffix);
  if (known) return known;
  const exponent = /^[eE]([+-]?\d{1,3})$/.exec(suffix)?.[1];
  if (exponent === undefined) return undefined;
  return { factor: 1n, exponent: Number(exponent), step: 0, format: "DecimalExponent" };
}

function roundedUp(value: bigint, unit: bigint): bigint {
  return (value + unit - 1n) / unit;
}

function formatBinary(units: bigint): string {
  let step = 0;
  let rest = units;
  while (step < binarySuffixes.length - 1 && rest % 1024n === 0n) {
    rest /= 1024n;
    step++;
  }
  return `${rest}${binarySuffixes[step]}`;
}

/** Past `E` there is no suffix, and Kubernetes prints none: 1000E is 1. */
function formatDecimal(nano: bigint, format: Quantity["format"]): string {
  let step = 0;
  let rest = nano;
  while (rest % 1000n === 0n) {
    rest /= 1000n;
    step++;
  }
  if (format !== "DecimalExponent") return `${rest}${decimalSuffixes[step] ?? ""}`;
  return step === 3 ? `${rest}` : `${rest}e${3 * step - 9}`;
}

function nanoOf(text: string): bigint {
  const quantity = parseQuantity(text);
  return "refused" in quantity ? 0n : quantity.nano;
}
