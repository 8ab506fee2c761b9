/**
 * A value of a config file with the type that Go's YAML reader gives it: integers are bigints, floats are numbers. Maps keep the order
 * of their keys and the keys their case.
 */
export type ConfigValue =
  | null
  | boolean
  | string
  | bigint
  | number
  | ConfigTime
  | readonly ConfigValue[]
  | ReadonlyMap<ConfigKey, ConfigValue>;

/** Keys of YAML are not always text: `1: a`, `true: b`. */
export type ConfigKey = null | boolean | string | bigint | number;

export type ConfigEntries = ReadonlyMap<ConfigKey, ConfigValue>;

/** What YAML takes for a date or a time stamp. */
export interface ConfigTime {
  /** RFC 3339. */
  readonly time: string;
}

export function isConfigEntries(value: unknown): value is ConfigEntries {
  return value instanceof Map;
}

export function isConfigList(value: unknown): value is readonly ConfigValue[] {
  return Array.isArray(value);
}

export function isConfigTime(value: ConfigValue): value is ConfigTime {
  return typeof value === "object" && value !== null && "time" in value;
}

/** Whether Go has it as `map[string]interface{}`, whose keys are all text, rather than as `map[interface{}]interface{}`. */
export function hasTextKeys(map: ConfigEntries): map is ReadonlyMap<string, ConfigValue> {
  for (const key of map.keys()) if (typeof key !== "string") return false;
  return true;
}
