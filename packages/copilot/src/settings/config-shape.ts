import { allSettings } from "./all-settings.ts";
import type { Setting } from "./setting.ts";

/** What may stand at one place of a config file: a setting's value, or the keys below. */
export interface ConfigShape {
  /** The full key: `storage.stow`; empty for the top. */
  readonly key: string;
  readonly setting?: Setting;
  /** By key, in lower case, as viper compares keys. */
  readonly below: ReadonlyMap<string, ConfigShape>;
}

/** Everything that a config file may hold. */
export function configShape(): ConfigShape {
  return shapeOf("", allSettings);
}

function shapeOf(key: string, settings: readonly Setting[]): ConfigShape {
  const groups = Map.groupBy(
    settings,
    (setting) => setting.key.slice(key === "" ? 0 : key.length + 1).split(".")[0] ?? "",
  );
  const below = [...groups].map(([name, group]): [string, ConfigShape] => {
    const full = key === "" ? name : `${key}.${name}`;
    const [first] = group;
    const shape = first?.key === full ? { key: full, setting: first, below: new Map() } : shapeOf(full, group);
    return [name.toLowerCase(), shape];
  });
  return { key, below: new Map(below) };
}
