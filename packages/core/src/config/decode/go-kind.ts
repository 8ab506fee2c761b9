import { isInt64 } from "../../go/integer.ts";
import { type ConfigValue, hasTextKeys, isConfigEntries, isConfigList } from "../config-value.ts";
import type { GoType } from "../go-type.ts";

/** What `reflect` calls the kind of a value, as in `expected a map or struct, got "slice"`. */
export function goKind(value: ConfigValue): string {
  if (isConfigList(value)) return "slice";
  if (isConfigEntries(value)) return "map";
  return typeof value === "object" ? "struct" : goTypeOfValue(value);
}

/** The Go type of a value, as in `got unconvertible type '[]interface {}'`. */
export function goTypeOfValue(value: ConfigValue): string {
  if (isConfigList(value)) return "[]interface {}";
  if (isConfigEntries(value)) return hasTextKeys(value) ? "map[string]interface {}" : "map[interface {}]interface {}";
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "bigint":
      return isInt64(value) ? "int" : "uint64";
    case "number":
      return "float64";
    case "string":
      return "string";
    default:
      return value === null ? "<nil>" : "time.Time";
  }
}

/** The Go type that a value is decoded into, as in `expected type 'map[string]string'`. */
export function goTypeName(type: GoType): string {
  switch (type.kind) {
    case "bool":
      return "bool";
    case "float":
      return "float32";
    case "list":
      return `[]${goTypeName(type.elem)}`;
    case "pointer":
      return `*${goTypeName(type.elem)}`;
    default:
      return type.name;
  }
}
