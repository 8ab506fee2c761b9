/** A moment: whole seconds since 1970 UTC, and the nanoseconds after them (0 to 999,999,999). */
export interface Moment {
  readonly seconds: bigint;
  readonly nanos: number;
}

const secondsPerDay = 86_400n;
/** Protobuf's timestamps, and RFC 3339's years, end here. */
const firstSecond = -62_135_596_800n;
const lastSecond = 253_402_300_799n;

/**
 * Prints a moment as Go's `time.RFC3339Nano` in UTC: the fraction without its trailing zeros, none at all when it is zero.
 * @source time.RFC3339Nano, Go 1.24
 */
export function formatRfc3339({ seconds, nanos }: Moment): string {
  const day = floorDivide(seconds, secondsPerDay);
  const rest = Number(seconds - day * secondsPerDay);
  const { year, month, dayOfMonth } = dateOf(Number(day));
  const date = `${pad(year, 4)}-${pad(month)}-${pad(dayOfMonth)}`;
  const time = `${pad(Math.floor(rest / 3600))}:${pad(Math.floor(rest / 60) % 60)}:${pad(rest % 60)}`;
  const fraction = nanos === 0 ? "" : `.${pad(nanos, 9).replace(/0+$/, "")}`;
  return `${date}T${time}${fraction}Z`;
}

/**
 * Reads a moment as Go's `time.Parse(time.RFC3339, text)`: `2026-02-03T04:05:06Z`, with any fraction (cut to nanoseconds)
 * and any offset (`+01:00`); one digit is enough for the hour. No leap seconds.
 * @returns undefined if Go would refuse the text, or if the moment is before year 1 or after year 9999 in UTC
 * @source time.Parse, Go 1.24
 */
export function parseRfc3339(text: string): Moment | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [, , , , , , , fraction = "", sign = "+", offsetHours = "0", offsetMinutes = "0"] = parts;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || Number(offsetHours) > 24 || Number(offsetMinutes) > 60)
    return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? -60 : 60);
  const ofDay = hour * 3600 + minute * 60 + second;
  const seconds = BigInt(dayNumber(year, month, day)) * secondsPerDay + BigInt(ofDay - offset);
  if (seconds < firstSecond || seconds > lastSecond) return undefined;
  return { seconds, nanos: Number(fraction.slice(0, 9).padEnd(9, "0")) };
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}

function pad(value: number, digits = 2): string {
  return value.toString().padStart(digits, "0");
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/*
 * Days are counted in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
 * https://howardhinnant.github.io/date_algorithms.html
 */
const daysPerEra = 146_097;
const daysBefore1970 = 719_468;

function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - daysBefore1970;
}

function dateOf(day: number): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  const shifted = day + daysBefore1970;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth };
}
