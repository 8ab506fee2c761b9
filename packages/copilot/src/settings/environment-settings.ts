import { type Problem, type Result, resultOf } from "@podwright/core";
import { allSettings, stowConfigKey } from "./all-settings.ts";
import type { Compat } from "./compat.ts";
import { parsePairs } from "./parse-pairs.ts";
import { layerOf, type Pairs, type SettingsLayer } from "./settings-layer.ts";
import { valueFault } from "./value-fault.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment's layer: each setting by upstream's name of its variable, which keeps the dots (`STORAGE.CONTAINER`: shells cannot export
 * it, Pods can carry it), and as people write it (`STORAGE_CONTAINER`). Where both are set the dotted one counts. An empty variable sets nothing.
 * The store's own settings have a variable each, whatever they are called: `STORAGE_STOW_CONFIG_ENDPOINT` is `endpoint`.
 * @param compat - `flyte`: dotted names alone, and no settings of the store
 * @problems USAGE; CONFIG_INVALID where upstream refuses a variable
 * @source flytestdlib/config/viper/viper.go, flyteorg/flyte v2.0.43
 */
export function environmentSettings(environment: Environment, compat: Compat): Result<SettingsLayer> {
  const problems: Problem[] = [];
  const texts: Record<string, string> = {};
  for (const { key, kind, from, ignored } of allSettings) {
    if (from !== "everywhere" || ignored) continue;
    const name = variablesOf(key, compat).find((each) => environment[each]);
    const text = name && environment[name];
    if (!text) continue;
    const where = `the environment variable ${name}`;
    const fault = valueFault(kind, text);
    if (fault) problems.push({ code: "USAGE", what: fault.what, where, fix: fault.fix });
    else if (key === stowConfigKey && compat === "flyte") problems.push(mapRefused(where));
    else texts[key] = text;
  }
  const stowConfig = compat === "flyte" ? {} : stowPairs(environment, texts[stowConfigKey]);
  return resultOf({ ...layerOf(texts), ...(Object.keys(stowConfig).length > 0 && { stowConfig }) }, problems);
}

/** The names of the variables of a setting, the one that counts first. */
export function variablesOf(key: string, compat: Compat): readonly string[] {
  const dotted = key.toUpperCase().replaceAll("-", "_");
  return compat === "flyte" ? [dotted] : [dotted, dotted.replaceAll(".", "_")];
}

function stowPairs(environment: Environment, whole: string | undefined): Pairs {
  const pairs: Record<string, string> = { ...(whole === undefined ? {} : parsePairs(whole)) };
  for (const separator of ["_", "."]) {
    const prefix = `STORAGE${separator}STOW${separator}CONFIG${separator}`;
    for (const [name, value] of Object.entries(environment)) {
      if (value && name.startsWith(prefix) && name.length > prefix.length) {
        pairs[name.slice(prefix.length).toLowerCase()] = value;
      }
    }
  }
  return pairs;
}

/** @source mapstructure's refusal of a string for a map: vectors/copilot, flyteorg/flyte v2.0.43 */
function mapRefused(where: string): Problem {
  return {
    code: "CONFIG_INVALID",
    what: "'stow.config' expected type 'map[string]string', got unconvertible type 'string'",
    where,
    fix: "take the variable away, or run without --compat flyte, where it counts",
  };
}
