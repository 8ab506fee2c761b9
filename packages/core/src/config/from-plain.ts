import type { ConfigValue } from "./config-value.ts";

/** JSON as a config file would hold it. */
export function fromPlain(value: unknown): ConfigValue {
  if (Array.isArray(value)) return value.map(fromPlain);
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (typeof value !== "object" || value === null) return (value ?? null) as ConfigValue;
  return new Map(Object.entries(value).map(([key, each]) => [key, fromPlain(each)]));
}
