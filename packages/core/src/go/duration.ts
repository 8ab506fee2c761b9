/**
 * Reads a duration as Go's `time.ParseDuration` does: `1h30m`, `-1.5s`, `100us`, `0`.
 * @returns nanoseconds; undefined if Go would refuse the text
 * @source time.ParseDuration, Go 1.24
 */
export function parseGoDuration(text: string): bigint | undefined {
  const [, sign, rest = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (rest === "0") return 0n;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/.test(rest)) return undefined;
  let nanoseconds = 0n;
  for (const [, whole = "", fraction = "", unit = ""] of rest.matchAll(/(\d*)\.?(\d*)([a-z\u00b5\u03bc]+)/g)) {
    const size = nanosecondsOf[unit] ?? 0n;
    nanoseconds += BigInt(whole || "0") * size;
    nanoseconds += fractionOf(fraction, size);
  }
  if (nanoseconds > (sign === "-" ? limit : limit - 1n)) return undefined;
  return sign === "-" ? -nanoseconds : nanoseconds;
}

/**
 * Prints a duration as Go's `Duration.String` does: `1h0m0s`, `1.5s`, `250ms`, `0s`.
 * @source time.Duration.String, Go 1.24
 */
export function formatGoDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "0s";
  if (nanoseconds < 0n) return `-${formatGoDuration(-nanoseconds)}`;
  if (nanoseconds < second) {
    const unit = nanoseconds < 1_000n ? "ns" : nanoseconds < 1_000_000n ? microsecondSign : "ms";
    return decimal(nanoseconds, nanosecondsOf[unit] ?? 1n) + unit;
  }
  const hours = nanoseconds / hour;
  const minutes = (nanoseconds % hour) / minute;
  const seconds = `${decimal(nanoseconds % minute, second)}s`;
  if (hours > 0n) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0n ? `${minutes}m${seconds}` : seconds;
}

/** Go reckons fractions in floats, with the digits that an int64 holds. */
function fractionOf(digits: string, size: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const longer = value * 10n + BigInt(digit);
    if (longer >= limit) break;
    value = longer;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(size) / scale)));
}

const second = 1_000_000_000n;
const minute = 60n * second;
const hour = 60n * minute;
const microsecondSign = "\u00b5s";
const limit = 1n << 63n;

const nanosecondsOf: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  "\u00b5s": 1_000n,
  "\u03bcs": 1_000n,
  ms: 1_000_000n,
  s: second,
  m: minute,
  h: hour,
};

/** A quotient with as many decimals as it needs. */
function decimal(value: bigint, unit: bigint): string {
  const digits = unit.toString().length - 1;
  const fraction = (value % unit).toString().padStart(digits, "0").replace(/0+$/, "");
  return fraction ? `${value / unit}.${fraction}` : `${value / unit}`;
}
