import { parseGoBoolean } from "../../go/boolean.ts";
import { parseAnyBase } from "../../go/integer.ts";
import { type ConfigValue, isConfigTime } from "../config-value.ts";
import { duration } from "../go-json-types.ts";
import type { GoBool, GoFloat, GoInteger, GoJson, GoText } from "../go-type.ts";

type Scalar = GoText | GoBool | GoInteger | GoFloat | GoJson;

/**
 * Reads a scalar as its author meant it. Text is what the file says, `true`, `1.10` and dates included; numbers and truth values may be in quotes;
 * `yes` and `off` are truth values where one is wanted. A duration needs its unit.
 * @param written - the scalar's text in the file, where there is one
 * @returns undefined: it cannot be meant
 */
export function readScalar(
  type: Scalar,
  value: ConfigValue,
  written: string | undefined,
): string | boolean | number | undefined {
  switch (type.kind) {
    case "text":
      return textOf(value, written);
    case "bool":
      return truthOf(value);
    case "integer":
      return integerOf(type, value);
    case "float":
      return typeof value === "bigint" || typeof value === "number" ? Number(value) : undefined;
    case "json":
      return jsonOf(type, value);
  }
}

/** What a good value looks like, for people. */
export function formOf(type: Scalar): string {
  switch (type.kind) {
    case "text":
      return "text";
    case "bool":
      return "true or false";
    case "json":
      return type.form;
    default:
      return type.kind === "integer" ? "an integer" : "a number";
  }
}

function textOf(value: ConfigValue, written: string | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "bigint" || typeof value === "number") {
    return written ?? String(value);
  }
  return isConfigTime(value) ? (written ?? value.time) : undefined;
}

const words: Readonly<Record<string, boolean>> = { yes: true, on: true, no: false, off: false };

function truthOf(value: ConfigValue): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === 0n || value === 1n) return value === 1n;
  if (typeof value !== "string") return undefined;
  return value === ""
    ? false
    : (parseGoBoolean(value) ?? (/^[a-z]+$/.test(value.toLowerCase()) ? words[value.toLowerCase()] : undefined));
}

function integerOf({ name }: GoInteger, value: ConfigValue): number | undefined {
  const bits = name === "int32" ? 32 : 64;
  const whole = typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
  const integer = typeof whole === "string" ? parseAnyBase(whole) : whole;
  return typeof integer === "bigint" && BigInt.asIntN(bits, integer) === integer ? Number(integer) : undefined;
}

function jsonOf(type: GoJson, value: ConfigValue): string | number | undefined {
  if (type === duration && (typeof value === "number" || typeof value === "bigint") && Number(value) !== 0)
    return undefined;
  return type.parse(value);
}
