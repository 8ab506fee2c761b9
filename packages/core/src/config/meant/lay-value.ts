import { goUpper } from "../../go/letter-case.ts";
import { type ConfigEntries, type ConfigValue, isConfigEntries, isConfigList } from "../config-value.ts";
import type { GoList, GoMap, GoType, GoValue } from "../go-type.ts";
import { zeroOf } from "../go-values.ts";
import { keyText } from "../key-text.ts";
import { layStruct } from "./lay-struct.ts";
import { formOf, readScalar } from "./read-scalar.ts";
import { below, type Reading, whereOf } from "./reading.ts";

/**
 * Lays what a file says over what stood there before, as its author meant it: structs and maps key by key, keys in their own case; lists and
 * scalars take the place of what was there. An empty list empties a map. A value that cannot be read is a problem, and what was there stays.
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning
 */
export function layValue(type: GoType, value: ConfigValue, before: GoValue, at: Reading): GoValue {
  switch (type.kind) {
    case "pointer":
      return layValue(type.elem, value, before ?? zeroOf(type.elem), at);
    case "struct":
      return isConfigEntries(value) ? layStruct(type, value, before, at) : (refuse("a map", value, at) ?? before);
    case "map":
      return layMap(type, value, before, at);
    case "list":
      return itemsOf(type, value).map((item, index) => {
        const inner = isConfigList(value) ? below(at, index) : at;
        return item === null ? zeroOf(type.elem) : layValue(type.elem, item, zeroOf(type.elem), inner);
      });
    default: {
      const written = at.file.written?.(at.path);
      return readScalar(type, value, written) ?? refuse(formOf(type), value, at, printed(value)) ?? before;
    }
  }
}

/** Notes that a value is not of the kind wanted. Only a scalar in the place of another is printed: all that was to be a map may be a secret. */
function refuse(wanted: string, value: ConfigValue, at: Reading, shown = kindOf(value)): undefined {
  at.problems.push({
    code: "CONFIG_INVALID",
    what: `${at.name || "the config file"} must be ${wanted}, not ${shown}`,
    where: whereOf(at),
    fix: `give ${wanted}`,
  });
}

function printed(value: ConfigValue): string {
  if (typeof value === "object" && value !== null) return kindOf(value);
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function kindOf(value: ConfigValue): string {
  if (isConfigList(value)) return "a list";
  if (isConfigEntries(value)) return "a map";
  if (typeof value === "object") return value === null ? "null" : "a date";
  if (typeof value === "boolean") return String(value);
  return typeof value === "string" ? "text" : "a number";
}

/** A map, or a list of maps that are laid over each other. A key that holds null is taken away. */
function layMap(type: GoMap, value: ConfigValue, before: GoValue, at: Reading): GoValue {
  const maps = isConfigList(value) ? value : [value];
  const entries = new Map(
    at.maps === "merged" && maps.length > 0 ? (before as ReadonlyMap<string, GoValue> | null) : null,
  );
  for (const [index, map] of maps.entries()) {
    const inner = isConfigList(value) ? below(at, index, "") : at;
    if (!isConfigEntries(map)) return refuse("a map, or a list of maps with one key each", map, at) ?? before;
    layEntries(type, map, entries, { ...inner, name: at.name });
  }
  return entries;
}

function layEntries(type: GoMap, map: ConfigEntries, entries: Map<string, GoValue>, at: Reading): void {
  for (const [key, each] of map) {
    const written = keyText(key);
    const name = type.upperKeys ? goUpper(written) : written;
    if (each === null) {
      entries.delete(name);
      continue;
    }
    const before = at.maps === "merged" ? entries.get(name) : undefined;
    const problems: Reading["problems"] = [];
    const read = layValue(type.elem, each, before ?? zeroOf(type.elem), { ...below(at, written), problems });
    at.problems.push(...problems);
    if (!problems.some(({ severity }) => severity !== "warning")) entries.set(name, read);
  }
}

/** Text is split at commas where a list of plain text is wanted. */
function itemsOf({ elem }: GoList, value: ConfigValue): readonly ConfigValue[] {
  if (isConfigList(value)) return value;
  if (typeof value !== "string" || elem.kind !== "text") return [value];
  return value === "" ? [] : value.split(",").map((item) => item.trim());
}
