import { type ConfigValue, isConfigEntries } from "../config-value.ts";

/** Whether a value sets anything where Flyte takes the entries of maps for keys of their own: null and empty maps do not. */
export function isGiven(value: ConfigValue): boolean {
  return value !== null && (!isConfigEntries(value) || [...value.values()].some(isGiven));
}
