const binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const nanosPerUnit = 1_000_000_000n;

/**
 * A Kubernetes quantity in billionths (`1.5Gi`, `100m`, `2e3`); more digits are rounded up. `undefined` when it is none.
 * @source apimachinery pkg/api/resource/quantity.go ParseQuantity
 */
export function parseQuantity(text: string): bigint | undefined {
  const match = /^\+?(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+)|([A-Za-z]*))$/.exec(text);
  if (!match) return undefined;
  const [, number = "", exponent, suffix = ""] = match;
  const [whole = "", fraction = ""] = number.split(".");
  const scale = exponent === undefined ? suffixScale(suffix) : power10(Number(exponent));
  if (!scale) return undefined;
  const dividend = BigInt(whole + fraction) * nanosPerUnit * scale.times;
  const divisor = scale.over * 10n ** BigInt(fraction.length);
  return (dividend + divisor - 1n) / divisor;
}

interface Scale {
  readonly times: bigint;
  readonly over: bigint;
}

function suffixScale(suffix: string): Scale | undefined {
  const power = binary.indexOf(suffix);
  if (power >= 0) return { times: 1024n ** BigInt(power + 1), over: 1n };
  const step = decimal.indexOf(suffix);
  return step >= 0 ? power10((step - 3) * 3) : undefined;
}

function power10(exponent: number): Scale | undefined {
  if (Math.abs(exponent) > 30) return undefined;
  return exponent >= 0 ? { times: 10n ** BigInt(exponent), over: 1n } : { times: 1n, over: 10n ** BigInt(-exponent) };
}
