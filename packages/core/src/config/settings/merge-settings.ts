import { type ConfigValue, isConfigEntries } from "../config-value.ts";

type Layer = ReadonlyMap<string, ConfigValue>;

/**
 * Lays a file's settings over those of the files before it. Maps merge key by key; once a key holds a map, what is no map is passed over;
 * everything else takes the place of what was there.
 * @source github.com/spf13/viper mergeMaps, v1.21.0
 */
export function mergeSettings(under: Layer, over: Layer): Layer {
  const merged = new Map(under);
  for (const [key, value] of over) {
    const before = merged.get(key);
    if (!isConfigEntries(before)) merged.set(key, value);
    else if (isConfigEntries(value)) merged.set(key, mergeSettings(before as Layer, value as Layer));
  }
  return merged;
}
