import { parseGoBoolean } from "../../go/boolean.ts";
import { formatGoFloat, parseGoFloat } from "../../go/float.ts";
import { isInt64, parseAnyBase } from "../../go/integer.ts";
import type { ConfigValue } from "../config-value.ts";
import type { GoBool, GoFloat, GoInteger, GoText } from "../go-type.ts";
import { goTypeName, goTypeOfValue } from "./go-kind.ts";

/** A value, or why Go has none, in its own words. */
export type ScalarReading = { readonly value: string | boolean | number } | { readonly refused: string };

/**
 * Reads a scalar as mapstructure does with weakly typed input: text takes booleans (`1`, `0`) and numbers, numbers and booleans take text.
 * @source github.com/go-viper/mapstructure decodeString, decodeInt, decodeBool, decodeFloat, v2.5.0
 */
export function decodeScalar(type: GoText | GoBool | GoInteger | GoFloat, value: ConfigValue): ScalarReading {
  switch (type.kind) {
    case "text":
      return readText(value) ?? unconvertible(type, value);
    case "bool":
      return readBoolean(value) ?? unconvertible(type, value);
    case "integer":
      return readInteger(type, value) ?? unconvertible(type, value);
    case "float":
      return readFloat(value) ?? unconvertible(type, value);
  }
}

/** In mapstructure's words. */
export function unconvertible(
  type: Parameters<typeof goTypeName>[0],
  value: ConfigValue,
): { readonly refused: string } {
  return { refused: `expected type '${goTypeName(type)}', got unconvertible type '${goTypeOfValue(value)}'` };
}

function readText(value: ConfigValue): ScalarReading | undefined {
  if (typeof value === "string") return { value };
  if (typeof value === "boolean") return { value: value ? "1" : "0" };
  if (typeof value === "bigint") return { value: String(value) };
  return typeof value === "number" ? { value: formatGoFloat(value) } : undefined;
}

function readBoolean(value: ConfigValue): ScalarReading | undefined {
  if (typeof value === "boolean") return { value };
  if (typeof value === "bigint" || typeof value === "number") return { value: Number(value) !== 0 };
  if (typeof value !== "string") return undefined;
  if (value === "") return { value: false };
  const parsed = parseGoBoolean(value);
  return parsed === undefined ? unparsable("bool", "ParseBool", "invalid syntax") : { value: parsed };
}

function readInteger({ name }: GoInteger, value: ConfigValue): ScalarReading | undefined {
  const bits = name === "int32" ? 32 : 64;
  const integer = wholeNumber(value);
  if (integer !== undefined) return { value: Number(BigInt.asIntN(bits, integer)) };
  if (typeof value !== "string") return undefined;
  const parsed = parseAnyBase(value === "" ? "0" : value);
  if (parsed === undefined) return unparsable(name, "ParseInt", "invalid syntax");
  if (BigInt.asIntN(bits, parsed) !== parsed) return unparsable(name, "ParseInt", "value out of range");
  return { value: Number(parsed) };
}

/** Fractions are cut off; a float that has no integer becomes the lowest one, as in a processor. */
function wholeNumber(value: ConfigValue): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value !== "number") return undefined;
  const whole = Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
  return whole !== undefined && isInt64(whole) ? whole : -(2n ** 63n);
}

function readFloat(value: ConfigValue): ScalarReading | undefined {
  if (typeof value === "bigint" || typeof value === "number") return { value: Number(value) };
  if (typeof value === "boolean") return { value: value ? 1 : 0 };
  if (typeof value !== "string") return undefined;
  const parsed = parseGoFloat(value === "" ? "0" : value);
  return parsed === undefined ? unparsable("float32", "ParseFloat", "invalid syntax") : { value: parsed };
}

function unparsable(type: string, parser: string, reason: string): ScalarReading {
  return { refused: `cannot parse value as '${type}': strconv.${parser}: ${reason}` };
}
