/**
 * Prints a float as Go's `%v`: the fewest digits that read back equal, with an exponent below 1e-04 and from 1e+06 on (`1.5e+08`).
 * @source fmt, strconv.FormatFloat(value, 'g', -1, 64), Go 1.24
 */
export function printGoFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa = "", power = ""] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return value.toString();
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/**
 * Prints a 32-bit float as Go's `%v`: the fewest digits that read back equal as a 32-bit float.
 * @source fmt, strconv.FormatFloat(value, 'g', -1, 32), Go 1.24
 */
export function printGoFloat32(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const short = rounded(value, digits);
    if (Math.fround(short) === value) return printGoFloat(short);
  }
  return printGoFloat(rounded(value, 9));
}

/** To the nearest number of so many digits; to the even one where two are equally near. */
function rounded(value: number, digits: number): number {
  const [mantissa = "", power = ""] = value.toExponential(100).split("e");
  const end = mantissa.indexOf(".") + digits;
  const isTie = /^50*$/.test(mantissa.slice(end));
  const isEven = /[02468]\.?$/.test(mantissa.slice(0, end));
  return isTie && isEven ? Number(`${mantissa.slice(0, end)}e${power}`) : Number(value.toPrecision(digits));
}
