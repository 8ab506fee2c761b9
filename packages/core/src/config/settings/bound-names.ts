import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { goLower } from "../../go/letter-case.ts";
import { defaultOf, toJson } from "../go-values.ts";
import type { ConfigSection } from "../sections/flyte-sections.ts";
import { flyteSections } from "../sections/flyte-sections.ts";

/**
 * The keys that Flyte binds to variables of the environment: every path of its default config whose value is no map. Null counts, what
 * JSON leaves out does not.
 * @returns key in lower case → name of the variable (`plugins.k8s.default-labels` → `PLUGINS.K8S.DEFAULT_LABELS`)
 * @source flytestdlib/config/viper/viper.go bindViperConfigsFromEnv, flyteorg/flyte v2.0.43
 */
export function boundNames(version: FlyteVersion): ReadonlyMap<string, string> {
  return names[version];
}

function bind(section: ConfigSection, prefix: string): readonly (readonly [string, string])[] {
  const path = prefix + section.name;
  const own = paths(toJson(section.type, defaultOf(section.type)), path);
  const bound = own.map((key) => [goLower(key), key.replaceAll("-", "_").toUpperCase()] as const);
  return [...bound, ...section.sections.flatMap((child) => bind(child, `${path}.`))];
}

function paths(json: unknown, path: string): readonly string[] {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return [path];
  return Object.entries(json).flatMap(([key, value]) => paths(value, `${path}.${key}`));
}

function namesOf(version: FlyteVersion): ReadonlyMap<string, string> {
  return new Map(flyteSections[version].flatMap((section) => bind(section, "")));
}

const names: Readonly<Record<FlyteVersion, ReadonlyMap<string, string>>> = {
  "flyte-1.16": namesOf("flyte-1.16"),
  "flyte-2.0": namesOf("flyte-2.0"),
};
