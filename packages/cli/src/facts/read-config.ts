import {
  type ConfigFile,
  type ConfigRules,
  type FlyteConfig,
  type Result,
  readFlyteConfig,
  resultOf,
} from "@podwright/core";
import { readConfigFiles } from "@podwright/manifests";

/** Flyte's config, and the files that it was read from: they know the lines of its values. */
export interface ConfigFromFiles {
  readonly flyte: FlyteConfig;
  readonly files: readonly ConfigFile[];
}

/**
 * Reads Flyte's own config files by the rules that compose the Pod; without any, Flyte's defaults. Variables of the environment under Flyte's
 * names (`PLUGINS.K8S.SCHEDULER_NAME`) win over files.
 * @param paths - files, or patterns of them as Flyte's `--config` takes them; undefined: none
 * @problems FILE_MISSING, CONFIG_FILE_UNSUPPORTED, MANIFEST_INVALID, MANIFEST_TOO_LARGE, CONFIG_INVALID; as warnings all codes that begin
 * with CONFIG_
 */
export async function readConfig(
  paths: readonly string[] | undefined,
  rules: ConfigRules,
  environment: Readonly<Record<string, string>>,
): Promise<Result<ConfigFromFiles>> {
  const files = await readConfigFiles(paths ?? []);
  if (!files.ok) return files;
  const read = readFlyteConfig({ files: files.value, environment }, rules);
  return read.ok ? resultOf({ flyte: read.value, files: files.value }, [...files.warnings, ...read.warnings]) : read;
}
