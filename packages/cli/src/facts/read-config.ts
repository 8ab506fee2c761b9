import {
  type ConfigFile,
  type ConfigRules,
  type FlyteConfig,
  findSetting,
  type OverriddenSetting,
  overriddenSettings,
  type Result,
  readFlyteConfig,
  resultOf,
} from "@podwright/core";
import { readConfigFiles } from "@podwright/manifests";

/** Flyte's config, and what it was read from. */
export interface ConfigFromFiles {
  readonly flyte: FlyteConfig;
  readonly files: readonly ConfigFile[];
  /** Where the value at a path was given, from the config's root; undefined if it is a default. */
  readonly findSetting: (path: readonly (string | number)[]) => ReturnType<typeof findSetting>;
  /** What files say and another file or a variable overrides. */
  readonly overridden: () => readonly OverriddenSetting[];
}

/**
 * Reads Flyte's own config files by the rules that compose the Pod; without any, Flyte's defaults. Variables of the environment under Flyte's
 * names (`PLUGINS.K8S.SCHEDULER_NAME`) win over files.
 * @param paths - files, or patterns of them as Flyte's `--config` takes them; undefined: none
 * @param first - files that come before them: a cluster's
 * @problems FILE_MISSING, CONFIG_FILE_UNSUPPORTED, MANIFEST_INVALID, MANIFEST_TOO_LARGE, CONFIG_INVALID; as warnings all codes that begin
 * with CONFIG_
 */
export async function readConfig(
  paths: readonly string[] | undefined,
  rules: ConfigRules,
  environment: Readonly<Record<string, string>>,
  first: readonly ConfigFile[] = [],
): Promise<Result<ConfigFromFiles>> {
  const files = await readConfigFiles(paths ?? []);
  if (!files.ok) return files;
  const sources = { files: [...first, ...files.value], environment };
  const read = readFlyteConfig(sources, rules);
  if (!read.ok) return read;
  const find: ConfigFromFiles["findSetting"] = (path) => findSetting(sources, rules, path);
  const overridden = (): readonly OverriddenSetting[] => overriddenSettings(sources, rules);
  const config = { flyte: read.value, files: sources.files, findSetting: find, overridden };
  return resultOf(config, [...files.warnings, ...read.warnings]);
}
