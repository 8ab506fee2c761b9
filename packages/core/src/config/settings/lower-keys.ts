import { goLower } from "../../go/letter-case.ts";
import { type ConfigEntries, type ConfigValue, isConfigEntries, isConfigList } from "../config-value.ts";
import { keyText } from "../key-text.ts";

/**
 * Writes all keys in lower case, those in lists too. Of keys that differ in case alone the one with an upper-case letter wins; of several
 * such, which leaves Go's choice to chance, the last.
 * @source github.com/spf13/viper insensitiviseMap, v1.21.0
 */
export function lowerKeys(map: ConfigEntries): ReadonlyMap<string, ConfigValue> {
  const lowered = new Map<string, ConfigValue>();
  const raised = new Set<string>();
  for (const [key, value] of map) {
    const text = keyText(key);
    const lower = goLower(text);
    if (text === lower && raised.has(lower)) continue;
    if (text !== lower) raised.add(lower);
    lowered.set(lower, lowerValue(value));
  }
  return lowered;
}

function lowerValue(value: ConfigValue): ConfigValue {
  if (isConfigList(value)) return value.map(lowerValue);
  return isConfigEntries(value) ? lowerKeys(value) : value;
}
