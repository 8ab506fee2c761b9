import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { goLower, goUpper } from "../../go/letter-case.ts";
import { type ConfigEntries, type ConfigValue, isConfigEntries } from "../config-value.ts";
import { boundNames } from "./bound-names.ts";
import { flagsOf } from "./flags.ts";
import { asSettings, type Settings, settingsCopy } from "./settings.ts";

/** Where keys get their values from. */
export interface SettingSources {
  /** All files, merged, keys in lower case. */
  readonly files: ReadonlyMap<string, ConfigValue>;
  readonly environment: Readonly<Record<string, string>>;
  /** Keys that the command line sets. */
  readonly flags: ReadonlyMap<string, ConfigValue>;
}

/**
 * Everything that is set, as nested maps: a flag wins over the environment, that over the files, and those over the flags' defaults. Keys
 * are split at their dots, and null counts as not set.
 * @source github.com/spf13/viper AllSettings, find, v1.21.0
 */
export function allSettings(sources: SettingSources, version: FlyteVersion): Settings {
  const find = finder(sources, version);
  const settings: Settings = new Map();
  for (const key of allKeys(sources.files, version)) {
    const value = find(key);
    if (value === null) continue;
    const path = key.split(".");
    deepest(settings, path.slice(0, -1)).set(path.at(-1) ?? "", settingsCopy(value));
  }
  return settings;
}

/** Flags, bound names, and every path of the files that ends in no map; below a flag or a bound name nothing is a key of its own. */
function allKeys(files: ReadonlyMap<string, ConfigValue>, version: FlyteVersion): ReadonlySet<string> {
  const flags = [...flagsOf(version).keys()].map(goLower);
  const keys = new Set<string>(flags);
  const shadowing = new Set(flags);
  for (const key of boundNames(version).keys()) if (!isShadowed(key, shadowing)) keys.add(key);
  const flatten = (map: ConfigEntries, prefix: string): void => {
    if (prefix !== "" && keys.has(prefix)) return;
    for (const [key, value] of map) {
      const full = prefix === "" ? String(key) : `${prefix}.${String(key)}`;
      if (isConfigEntries(value)) flatten(value, full);
      else keys.add(full);
    }
  };
  flatten(files, "");
  return keys;
}

/** Whether a key that comes before it in its path is among these. */
function isShadowed(key: string, keys: ReadonlySet<string>): boolean {
  for (let dot = key.indexOf("."); dot >= 0; dot = key.indexOf(".", dot + 1)) {
    if (keys.has(key.slice(0, dot))) return true;
  }
  return false;
}

function finder(sources: SettingSources, version: FlyteVersion): (key: string) => ConfigValue {
  const { files, environment, flags } = sources;
  const known = new Map([...flagsOf(version).values()].map((flag) => [goLower(flag.name), flag.byDefault]));
  const knownNames = new Set(known.keys());
  const bound = boundNames(version);
  const variables = new Map(Object.entries(environment).filter(([, value]) => value !== ""));
  const variableNames = new Set(variables.keys());
  const lookup = dottedLookup();
  return (key) => {
    const set = flags.get(key);
    if (set !== undefined) return set;
    if (isShadowed(key, knownNames)) return null;
    const name = goUpper(key);
    const own = variables.get(name);
    if (own !== undefined) return own;
    if (isShadowed(name, variableNames)) return null;
    const byBoundName = variables.get(bound.get(key) ?? "");
    if (byBoundName !== undefined) return byBoundName;
    const filed = lookup(files, key.split("."));
    if (filed !== null) return filed;
    if (endsInScalar(files, key.split("."))) return null;
    return known.get(key) ?? null;
  };
}

/** Finds a path whose keys may hold dots themselves; the longest key that leads to a value wins. */
function dottedLookup(): (map: ConfigEntries, path: readonly string[]) => ConfigValue {
  const longest = new WeakMap<ConfigEntries, number>();
  const longestKey = (map: ConfigEntries): number => {
    const known = longest.get(map);
    if (known !== undefined) return known;
    let most = 1;
    for (const key of map.keys()) most = Math.max(most, String(key).split(".").length);
    longest.set(map, most);
    return most;
  };
  const lookup = (map: ConfigEntries, path: readonly string[]): ConfigValue => {
    for (let length = Math.min(path.length, longestKey(map)); length > 0; length--) {
      const next = map.get(path.slice(0, length).join(".")) ?? null;
      if (length === path.length && next !== null) return next;
      const found = length < path.length && isConfigEntries(next) ? lookup(next, path.slice(length)) : null;
      if (found !== null) return found;
    }
    return null;
  };
  return lookup;
}

/** Whether a value that is no map stands where the path goes on. */
function endsInScalar(files: ConfigEntries, path: readonly string[]): boolean {
  let at: ConfigValue = files;
  for (const key of path.slice(0, -1)) {
    at = isConfigEntries(at) ? (at.get(key) ?? null) : null;
    if (at === null) return false;
    if (!isConfigEntries(at)) return true;
  }
  return false;
}

/** The map at a path, made where there is none; a value on the way gives place to it. */
function deepest(settings: Settings, path: readonly string[]): Settings {
  let at = settings;
  for (const key of path) {
    const next = at.get(key);
    if (isConfigEntries(next)) at = asSettings(next);
    else {
      const made: Settings = new Map();
      at.set(key, made);
      at = made;
    }
  }
  return at;
}
