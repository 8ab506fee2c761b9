import { goLower, goUpper } from "../go/letter-case.ts";
import type { ConfigSources } from "./decode-flyte-config.ts";
import { locateSetting } from "./locate-setting.ts";
import { connectionKeyOf } from "./meant/with-connection.ts";
import type { ConfigRules } from "./read-flyte-config.ts";
import { boundNames } from "./settings/bound-names.ts";
import { flagsOf } from "./settings/flags.ts";
import { variableOf } from "./settings/variable-of.ts";

/** What gave a setting its value: a place in a file, as `locateSetting` has it, or a variable of the environment. */
export type SettingPlace = { readonly file: string } | { readonly variable: string };

type Sources = Pick<ConfigSources, "files" | "environment">;
type Path = readonly (string | number)[];

/**
 * Where a config's value at a path was given, by the rules that read it: a variable that sets it, or what holds it, wins over all files.
 * @param path - from the config's root: `["plugins", "k8s", "default-labels", "team"]`
 * @returns undefined if it is a default
 */
export function findSetting(sources: Sources, rules: ConfigRules, path: Path): SettingPlace | undefined {
  const variable = settingVariable(sources, rules, path);
  if (variable) return variable.sets ? { variable: variable.name } : undefined;
  const file = (rules === "podwright" && locateConnection(sources, path)) || locateSetting(sources.files, path);
  return file === undefined ? undefined : { file };
}

/** Podwright lays the connection of Flyte 1's storage over the settings of `stow`. */
function locateConnection({ files }: Sources, path: Path): string | undefined {
  const [section, ...setting] = path;
  const key = connectionKeyOf(String(setting[2]));
  const isStow = section === "storage" && setting.length === 3 && setting[0] === "stow" && setting[1] === "config";
  return isStow && key !== undefined ? locateSetting(files, ["storage", "connection", key]) : undefined;
}

/** The variable that decides a path; `sets` is false for one that only takes away all that files say below its name. */
function settingVariable(
  { files, environment = {} }: Sources,
  rules: ConfigRules,
  path: Path,
): { readonly name: string; readonly sets: boolean } | undefined {
  const version = rules === "podwright" ? "flyte-2.0" : rules;
  for (let length = 1; length <= path.length; length++) {
    const start = path.slice(0, length);
    const key = goLower(start.join("."));
    const bound = variableOf(key, environment, version);
    if (bound !== undefined) return { name: bound, sets: true };
    const name = goUpper(key);
    if (rules === "podwright" || !environment[name]) continue;
    const isFlag = [...flagsOf(version).keys()].some((flag) => goLower(flag) === key);
    const isKey = boundNames(version).has(key) || isFlag || isLeaf(files, start);
    return { name, sets: isKey };
  }
  return undefined;
}

/** Whether the files have the key and no map there: only then Flyte asks the environment for it. */
function isLeaf(files: Sources["files"], path: Path): boolean {
  return locateSetting(files, path, "leaf") !== undefined;
}
