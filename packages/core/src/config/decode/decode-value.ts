import { byCodePoints } from "../../go/by-code-points.ts";
import { foldCase } from "../../go/letter-case.ts";
import { printGoFloat } from "../../go/print-float.ts";
import {
  type ConfigEntries,
  type ConfigKey,
  type ConfigValue,
  hasTextKeys,
  isConfigEntries,
  isConfigList,
  isConfigTime,
} from "../config-value.ts";
import type { GoJson, GoList, GoMap, GoType, GoValue } from "../go-type.ts";
import { zeroOf } from "../go-values.ts";
import { nameBelow } from "../name-below.ts";
import { decodeScalar, unconvertible } from "./decode-scalar.ts";
import { decodeStruct } from "./decode-struct.ts";
import type { DecodePlace, Decoding } from "./decoding.ts";
import { goKind } from "./go-kind.ts";

/**
 * Decodes a value into a Go type as Flyte's decoder does: null is the type's zero value, what JSON or text can express is taken, a single
 * value is a list of one, a list of maps is one map, and what a map or list had before is gone.
 * @param current - what stands there; structs are decoded over it
 * @returns the new value; `current` where Go refuses, which the faults then tell
 * @source github.com/go-viper/mapstructure decode, v2.5.0; flytestdlib/config/viper/viper.go defaultDecoderConfig, flyteorg/flyte v2.0.43
 */
export function decodeValue(
  type: GoType,
  value: ConfigValue,
  current: GoValue,
  at: { readonly place: DecodePlace; readonly decoding: Decoding },
): GoValue {
  if (value === null) return zeroOf(type);
  switch (type.kind) {
    case "pointer":
      return decodeValue(type.elem, value, zeroOf(type.elem), at);
    case "json":
      return decodeJson(type, value, current, at);
    case "struct":
      return decodeStruct(type, value, current, at);
    case "map":
      return decodeMap(type, value, at);
    case "list":
      return decodeList(type, value, at);
    default: {
      const reading = decodeScalar(type, value);
      return "value" in reading ? reading.value : (refuse(type, value, reading.refused, at) ?? current);
    }
  }
}

type At = Parameters<typeof decodeValue>[3];

export function refuse(type: GoType, value: ConfigValue, text: string, { place, decoding }: At): undefined {
  decoding.faults.push({ ...place, text, type, value });
}

/** In strict mode, keys of a map that no field took. */
export function refuseUnused(type: GoType, map: ConfigEntries, unused: readonly ConfigKey[], at: At): void {
  if (!at.decoding.strict || unused.length === 0) return;
  const names = unused.map(String).sort(byCodePoints);
  const place = at.place.name === "" ? { ...at.place, name: at.decoding.rootName } : at.place;
  refuse(type, map, `has invalid keys: ${names.join(", ")}`, { ...at, place });
}

/** A map or a date that the type does not read is passed over: it has no field for it. */
function decodeJson(type: GoJson, value: ConfigValue, current: GoValue, at: At): GoValue {
  const parsed = type.parse(value) ?? type.parseMap?.(value);
  if (parsed !== undefined) {
    if (isConfigEntries(value)) refuseUnused(type, value, keysBeside(type, value), at);
    return parsed;
  }
  const kind = goKind(value);
  if (isConfigEntries(value)) refuseUnused(type, value, keysBeside(type, value), at);
  else if (kind !== "struct") refuse(type, value, `expected a map or struct, got "${kind}"`, at);
  return current;
}

/** The keys of a map for which the type's Go struct has no field. */
function keysBeside({ structKeys }: GoJson, map: ConfigEntries): readonly ConfigKey[] {
  const known = new Set(structKeys.map(foldCase));
  return [...map.keys()].filter((key) => !known.has(foldCase(String(key))));
}

function decodeMap(type: GoMap, value: ConfigValue, at: At): GoValue {
  if (isConfigEntries(value)) return decodeEntries(type, value, at);
  if (isConfigTime(value)) return new Map();
  if (!isConfigList(value)) return refuse(type, value, unconvertible(type, value).refused, at) ?? null;
  if (value.every(isConfigEntries)) return decodeEntries(type, joined(value), at);
  let last: GoValue = null;
  for (const [index, item] of value.entries()) {
    const before = at.decoding.faults.length;
    last = decodeValue(type, item, null, inside(at, index));
    if (at.decoding.faults.length > before) return null;
  }
  return last;
}

/** Later maps win. */
function joined(maps: readonly ConfigEntries[]): ConfigEntries {
  return new Map(maps.flatMap((map) => [...map].map(([key, each]) => [printKey(key), each] as const)));
}

/** As Go's `%v`. */
function printKey(key: ConfigKey): string {
  if (typeof key === "number") return printGoFloat(key);
  return key === null ? "<nil>" : String(key);
}

function decodeEntries(type: GoMap, map: ConfigEntries, at: At): GoValue {
  const decoded = new Map<string, GoValue>();
  const textKeys = hasTextKeys(map);
  for (const [key, each] of map) {
    const name = decodeScalar({ kind: "text", name: "string" }, key ?? "");
    if (!("value" in name)) continue;
    const shown = textKeys ? String(key) : "<interface {} Value>";
    const place = { name: `${at.place.name}[${shown}]`, path: [...at.place.path, String(name.value)] };
    const before = at.decoding.faults.length;
    const read = decodeValue(type.elem, each, zeroOf(type.elem), { ...at, place });
    if (at.decoding.faults.length === before) decoded.set(String(name.value), read);
  }
  return decoded;
}

function decodeList(type: GoList, value: ConfigValue, at: At): GoValue {
  const items = itemsOf(type, value);
  return items.map((item, index) => decodeValue(type.elem, item, zeroOf(type.elem), inside(at, index)));
}

/** Text is split at commas where a list of plain text is wanted, and an empty map is an empty list. */
function itemsOf({ elem }: GoList, value: ConfigValue): readonly ConfigValue[] {
  if (isConfigList(value)) return value;
  if (isConfigEntries(value) && value.size === 0) return [];
  if (typeof value !== "string" || elem.kind !== "text" || elem.name !== "string") return [value];
  return value === "" ? [] : value.split(",");
}

function inside(at: At, index: number): At {
  return { ...at, place: { name: nameBelow(at.place.name, index), path: [...at.place.path, index] } };
}
