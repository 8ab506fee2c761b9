import { type ConfigEntries, type ConfigValue, isConfigEntries, isConfigList } from "../config-value.ts";

/** What all sources together say, key by key; restoring keys changes it in place. */
export type Settings = Map<string, ConfigValue>;

/** A copy that may be changed. Maps whose keys are not all text stay as they are: nothing below them is ever changed. */
export function settingsCopy(value: ConfigValue): ConfigValue {
  if (isConfigList(value)) return value;
  if (!isConfigEntries(value)) return value;
  return new Map([...value].map(([key, each]) => [key, settingsCopy(each)]));
}

/** A map of settings as one that may be changed. */
export function asSettings(map: ConfigEntries): Settings {
  return map as Settings;
}
