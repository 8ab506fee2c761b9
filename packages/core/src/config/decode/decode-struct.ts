import { foldCase } from "../../go/letter-case.ts";
import {
  type ConfigEntries,
  type ConfigKey,
  type ConfigValue,
  isConfigEntries,
  isConfigTime,
} from "../config-value.ts";
import type { GoStruct, GoValue } from "../go-type.ts";
import { zeroOf } from "../go-values.ts";
import { nameBelow } from "../name-below.ts";
import { decodeValue, refuse, refuseUnused } from "./decode-value.ts";
import { goKind } from "./go-kind.ts";

/**
 * Decodes a map over a struct: keys match in any case, the field's own spelling first. A struct that another one embeds is a field of its
 * type's name, whatever JSON says. In strict mode keys without a field are refused.
 * @source github.com/go-viper/mapstructure decodeStructFromMap, v2.5.0
 */
export function decodeStruct(
  type: GoStruct,
  value: ConfigValue,
  current: GoValue,
  at: Parameters<typeof decodeValue>[3],
): GoValue {
  if (isConfigTime(value)) return current;
  if (!isConfigEntries(value)) {
    return refuse(type, value, `expected a map or struct, got "${goKind(value)}"`, at) ?? current;
  }
  const { place, decoding } = at;
  const keys = keysByFold(value);
  const fields = new Map(current as ReadonlyMap<string, GoValue>);
  const unused = new Set<ConfigKey>(value.keys());
  for (const field of type.fields) {
    const key = value.has(field.name) ? field.name : keys.get(foldCase(field.name));
    if (key === undefined) continue;
    unused.delete(key);
    const inner = {
      decoding,
      place: { name: nameBelow(place.name, field.name), path: [...place.path, field.name] },
    };
    const before = fields.get(field.name) ?? zeroOf(field.type);
    fields.set(field.name, decodeValue(field.type, value.get(key) ?? null, before, inner));
  }
  if (!type.open) refuseUnused(type, value, [...unused], at);
  return fields;
}

/** Where several keys differ in case alone, Go takes any of them: here the first. */
function keysByFold(map: ConfigEntries): ReadonlyMap<string, ConfigKey> {
  const keys = new Map<string, ConfigKey>();
  for (const key of map.keys()) {
    if (typeof key !== "string") continue;
    const folded = foldCase(key);
    if (!keys.has(folded)) keys.set(folded, key);
  }
  return keys;
}
