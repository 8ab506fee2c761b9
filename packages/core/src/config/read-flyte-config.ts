import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { goLower } from "../go/letter-case.ts";
import { type Problem, type Result, success } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import type { SectionFault } from "./decode/decode-sections.ts";
import { type ConfigSources, decodeFlyteConfig } from "./decode-flyte-config.ts";
import { formOfType } from "./form-of-type.ts";
import { locateSetting } from "./locate-setting.ts";
import { flyteName } from "./losses/config-node.ts";
import { findLosses } from "./losses/find-losses.ts";
import { readMeantConfig } from "./meant/read-meant-config.ts";
import { variableOf } from "./settings/variable-of.ts";
import type { FlyteConfig } from "./typed/flyte-config.ts";

/** Whose rules read a config: a Flyte's, quirks and all, or those by which it means what it says. */
export type ConfigRules = FlyteVersion | "podwright";

/**
 * Reads Flyte's config. By a Flyte's rules, everything in it that is lost in silence is a warning; by Podwright's, it means what it says. Without
 * files it is the defaults.
 * @problems CONFIG_INVALID for each value that cannot be read; warnings: all codes that begin with CONFIG_
 */
export function readFlyteConfig(sources: ConfigSources, rules: ConfigRules): Result<FlyteConfig> {
  if (rules === "podwright") return readMeantConfig(sources);
  const decoding = decodeFlyteConfig(sources, rules);
  const losses = findLosses(sources, rules);
  if (decoding.ok) return success(decoding.config, losses);
  const refused = decoding.faults.map((fault) => refusal(fault, sources, rules));
  const problems = refused.length > 0 ? refused : [refusedWhole(decoding.error)];
  return resultOf(undefined as never, [...problems, ...losses]);
}

function refusal(fault: SectionFault, { files, environment = {} }: ConfigSources, version: FlyteVersion): Problem {
  const { section, name, path, text, type } = fault;
  const place = [...section, ...path];
  const variable = variableOf(goLower(place.join(".")), environment, version);
  return {
    code: "CONFIG_INVALID",
    what: `${flyteName(version)} refuses the config: '${name}' ${text}`,
    where: variable ? `the environment, ${variable}` : `${locateSetting(files, place) ?? "a flag"}, ${place.join(".")}`,
    fix: `give ${formOfType(type)}`,
  };
}

function refusedWhole(error: string): Problem {
  return {
    code: "CONFIG_INVALID",
    what: error.trim(),
    where: "the flags of Flyte's command line",
    fix: "correct the flag, or leave it out",
  };
}
