import { valueOrThrow } from "@podwright/core";
import type { GivenFlag } from "../command-line/parse-flags.ts";
import { allSettings, stowConfigKey } from "./all-settings.ts";
import type { Compat } from "./compat.ts";
import { environmentSettings } from "./environment-settings.ts";
import { idleSettings } from "./idle-settings.ts";
import { parsePairs } from "./parse-pairs.ts";
import { readConfigFiles } from "./read-config-files.ts";
import { resolveSettings, type Settings } from "./settings.ts";
import { layerOf, type SettingsLayer } from "./settings-layer.ts";

interface SettingSources {
  /** As they stand on the command line, each a value of its kind. */
  readonly flags: readonly GivenFlag[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of config files; an empty one matches nothing. */
  readonly patterns: readonly string[];
  readonly compat: Compat;
}

/** Settings, and the config files that they were read from. */
interface ReadSettings {
  readonly settings: Settings;
  readonly paths: readonly string[];
  /** What of them has no effect, a sentence each. */
  readonly idle: readonly string[];
}

/**
 * Everything that settings can come from, resolved.
 * @problems USAGE, CONFIG_INVALID
 */
export async function readSettings({ flags, environment, patterns, compat }: SettingSources): Promise<ReadSettings> {
  const variables = valueOrThrow(environmentSettings(environment, compat));
  const { paths, unmatched, layer } = await readConfigFiles(patterns);
  const settings = resolveSettings([flagSettings(flags), variables, layer], compat);
  return { settings, paths, idle: idleSettings(unmatched, settings.storage.stow.config) };
}

/** Of a flag that stands there twice the last counts; pairs add up. */
function flagSettings(flags: readonly GivenFlag[]): SettingsLayer {
  const keys = new Set(allSettings.map(({ key }) => key));
  const texts: Record<string, string> = {};
  const pairs: Record<string, string> = {};
  for (const { name, text } of flags) {
    if (name === stowConfigKey) Object.assign(pairs, parsePairs(text));
    else if (keys.has(name)) texts[name] = text;
  }
  return { ...layerOf(texts), ...(Object.keys(pairs).length > 0 && { stowConfig: pairs }) };
}
