import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { foldCase, goLower } from "../../go/letter-case.ts";
import { type ConfigEntries, type ConfigValue, hasTextKeys, isConfigEntries, isConfigList } from "../config-value.ts";
import { asSettings, type Settings, settingsCopy } from "./settings.ts";

/**
 * Gives settings back what reading them lost, from a file as it was written: lists get the case of their keys, and keys with dots in them
 * stand whole again with what the file has below them. Maps with a key that is no text are left as they are.
 * @param settings - changed in place
 * @param ofFlags - lists that flags gave: Go has them as `[]string`, and no file restores them
 * @source flytestdlib/config/viper/viper.go restoreCaseSensitiveArrayKeys, restoreDottedMapKeys, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function restoreKeys(
  settings: Settings,
  file: ConfigEntries,
  version: FlyteVersion,
  ofFlags: ReadonlySet<ConfigValue>,
): void {
  restoreLists(settings, file, ofFlags);
  restoreDottedKeys(settings, file, version);
}

/** Of keys that differ in case alone Go takes any of them: here the first. */
function restoreLists(settings: Settings, file: ConfigEntries, ofFlags: ReadonlySet<ConfigValue>): void {
  const written = byFold([...file].filter(([, value]) => value !== null));
  for (const [key, value] of settings) {
    const raw = written.get(foldCase(key)) ?? null;
    if (raw === null) continue;
    if (isConfigList(value)) settings.set(key, ofFlags.has(value) ? value : raw);
    else if (isConfigEntries(value) && isConfigEntries(raw) && hasTextKeys(raw))
      restoreLists(asSettings(value), raw, ofFlags);
  }
}

function restoreDottedKeys(settings: Settings, file: ConfigEntries, version: FlyteVersion): void {
  const keys = new Map([...settings.keys()].map((key) => [foldCase(key), key]));
  for (const [key, raw] of file) {
    if (typeof key !== "string") continue;
    if (key.includes(".")) {
      const lower = goLower(key);
      prune(settings, lower.split("."));
      if (version === "flyte-2.0" && lower !== key && !file.has(lower)) settings.delete(lower);
      settings.set(key, settingsCopy(raw));
      continue;
    }
    const found = keys.get(foldCase(key));
    const value = found === undefined ? undefined : settings.get(found);
    if (isConfigEntries(value) && isConfigEntries(raw) && hasTextKeys(raw)) {
      restoreDottedKeys(asSettings(value), raw, version);
    }
  }
}

/** Takes away what a dotted key was split into, and the maps that this leaves empty. */
function prune(settings: Settings, path: readonly string[]): void {
  const [head = "", ...rest] = path;
  if (rest.length === 0) {
    settings.delete(head);
    return;
  }
  const child = settings.get(head);
  if (!isConfigEntries(child)) return;
  prune(asSettings(child), rest);
  if (child.size === 0) settings.delete(head);
}

function byFold(entries: readonly (readonly [unknown, ConfigValue])[]): ReadonlyMap<string, ConfigValue> {
  const values = new Map<string, ConfigValue>();
  for (const [key, value] of entries) {
    const folded = typeof key === "string" ? foldCase(key) : undefined;
    if (folded !== undefined && !values.has(folded)) values.set(folded, value);
  }
  return values;
}
