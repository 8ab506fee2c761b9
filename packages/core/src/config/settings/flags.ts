import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import type { ConfigValue } from "../config-value.ts";
import type { GoStruct, GoType, GoValue } from "../go-type.ts";
import { defaultOf, zeroOf } from "../go-values.ts";
import { type ConfigSection, flyteSections } from "../sections/flyte-sections.ts";

/** A flag of Flyte's command line that sets one key. */
export interface Flag {
  /** Without the dashes, as it is typed: `storage.limits.maxDownloadMBs`. */
  readonly name: string;
  readonly type: FlagType;
  /** What the key holds when nothing else gives it a value. */
  readonly byDefault: ConfigValue;
}

/** Types of the pflag library. */
type FlagType = "bool" | "int" | "int32" | "int64" | "string" | "stringSlice" | "stringToString";

/**
 * The flags of those sections that are read, by name.
 * @source the generated GetPFlagSet of each section, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function flagsOf(version: FlyteVersion): ReadonlyMap<string, Flag> {
  return flags[version];
}

function sectionFlags(section: ConfigSection, prefix: string): readonly Flag[] {
  const path = `${prefix}${section.name}.`;
  const own = structFlags(section.type, defaultOf(section.type), path);
  return [...own, ...section.sections.flatMap((child) => sectionFlags(child, path))];
}

function structFlags(type: GoStruct, values: ReadonlyMap<string, GoValue>, prefix: string): readonly Flag[] {
  return type.fields.flatMap((field): readonly Flag[] => {
    const value = values.get(field.name) ?? zeroOf(field.type);
    const name = prefix + field.name;
    if (field.flag) return [{ name, type: flagType(field.type), byDefault: settingOf(value) }];
    if (field.type.kind !== "struct") return [];
    return structFlags(field.type, value as ReadonlyMap<string, GoValue>, `${name}.`);
  });
}

function flagType(type: GoType): FlagType {
  switch (type.kind) {
    case "bool":
      return "bool";
    case "integer":
      return type.name;
    case "list":
      return "stringSlice";
    case "map":
      return "stringToString";
    default:
      return "string";
  }
}

/** As the flag's text reads back: integers are integers, nothing is an empty list or map. */
function settingOf(value: GoValue): ConfigValue {
  if (typeof value === "number") return BigInt(value);
  return value as ConfigValue;
}

function byName(version: FlyteVersion): ReadonlyMap<string, Flag> {
  const all = flyteSections[version].flatMap((section) => sectionFlags(section, ""));
  return new Map(all.map((flag) => [flag.name, flag.byDefault === null ? withEmpty(flag) : flag]));
}

function withEmpty(flag: Flag): Flag {
  return { ...flag, byDefault: flag.type === "stringToString" ? new Map() : [] };
}

const flags: Readonly<Record<FlyteVersion, ReadonlyMap<string, Flag>>> = {
  "flyte-1.16": byName("flyte-1.16"),
  "flyte-2.0": byName("flyte-2.0"),
};
