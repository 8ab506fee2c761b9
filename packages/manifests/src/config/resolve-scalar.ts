import type { ConfigTime, ConfigValue } from "@podwright/core";
import { tagOf } from "./tag-of.ts";

/** The value of a scalar, or why Go has none. */
export type ScalarResolution = { readonly value: ConfigValue } | { readonly refused: string };

/** A scalar as it is written. */
export interface WrittenScalar {
  readonly text: string;
  /** In short: `!!int`; undefined for none. */
  readonly tag: string | undefined;
  /** Quoted, or a block. */
  readonly quoted: boolean;
}

/**
 * Reads a scalar as Go's yaml.v3: `yes` and `off` are text, `017` and `0o17` are 15, `2024-01-02` is a date, whole numbers beyond 64 bits
 * are floats, and tags of one's own say nothing.
 * @source gopkg.in/yaml.v3 resolve.go resolve, v3.0.1
 */
export function resolveScalar({ text, tag, quoted }: WrittenScalar): ScalarResolution {
  if (tag === "!!str" || ((tag === undefined || tag === "!") && quoted)) return { value: text };
  if (tag !== undefined && tag !== "!" && !tag.startsWith("!!")) return { value: text };
  if (tag === "!!binary") return { value: decodeBase64(text) };
  const value = resolvePlain(text, tag);
  const found = tagOf(value);
  if (tag === undefined || tag === "!" || tag === found) return { value };
  if (tag === "!!float" && typeof value === "bigint") return { value: Number(value) };
  // Go prints the text as well, which may be a secret.
  return { refused: `cannot decode ${found} as a ${tag}` };
}

const words: ReadonlyMap<string, ConfigValue> = new Map<string, ConfigValue>([
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

function resolvePlain(text: string, tag: string | undefined): ConfigValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (text.startsWith(".")) return parseFloatText(text.replaceAll(/(?<=\d)_(?=\d)/g, "")) ?? text;
  if (!/^[-+\d]/.test(text)) return text;
  const time = tag === undefined || tag === "!!timestamp" ? parseTime(text) : undefined;
  if (time) return time;
  const plain = text.replaceAll("_", "");
  const integer = parseInteger(plain);
  const highest = plain.startsWith("+") ? 2n ** 63n : 2n ** 64n;
  if (integer !== undefined && integer >= -(2n ** 63n) && integer < highest) return integer;
  return parseFloatText(plain) ?? text;
}

/** In the base of its prefix; a leading zero alone means base 8. */
function parseInteger(text: string): bigint | undefined {
  const [, sign, digits = ""] = /^([-+]?)(0x[\da-f]+|0b[01]+|0o?[0-7]+|0|[1-9]\d*)$/i.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  return sign === "-" ? -size : size;
}

function parseFloatText(text: string): number | undefined {
  if (!/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** @source gopkg.in/yaml.v3 resolve.go parseTimestamp, v3.0.1 */
function parseTime(text: string): ConfigTime | undefined {
  const [, year = "", month = "", day = "", rest = ""] = /^(\d{4})-(\d\d?)-(\d\d?)(.*)$/s.exec(text) ?? [];
  if (year === "" || !isDay(Number(year), Number(month), Number(day))) return undefined;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (rest === "") return { time: `${date}T00:00:00Z` };
  const clock = /^(?:[Tt](\d\d?):(\d\d?):(\d\d?)([.,]\d+)?(Z|[-+]\d\d:\d\d)| (\d\d?):(\d\d?):(\d\d?)([.,]\d+)?)$/.exec(
    rest,
  );
  if (!clock) return undefined;
  const [hour = "", minute = "", second = ""] = clock[1] === undefined ? clock.slice(6, 9) : clock.slice(1, 4);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const fraction = (clock[4] ?? clock[9] ?? "")
    .replace(",", ".")
    .slice(0, 10)
    .replace(/\.?0+$/, "");
  const time = [hour, minute, second].map((part) => part.padStart(2, "0")).join(":");
  return { time: `${date}T${time}${fraction}${clock[5] ?? "Z"}` };
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day <= days;
}

function decodeBase64(text: string): string {
  return Buffer.from(text, "base64").toString("latin1");
}
