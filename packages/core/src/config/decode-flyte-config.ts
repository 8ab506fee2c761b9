import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { goUpper } from "../go/letter-case.ts";
import type { ConfigEntries, ConfigValue } from "./config-value.ts";
import { decodeSections, type SectionFault } from "./decode/decode-sections.ts";
import type { GoValue } from "./go-type.ts";
import { toJson } from "./go-values.ts";
import { executorSection } from "./sections/executor-section.ts";
import { platformSection } from "./sections/platform-section.ts";
import { propellerSection } from "./sections/propeller-section.ts";
import { storageSection } from "./sections/storage-section.ts";
import { allSettings } from "./settings/all-settings.ts";
import { flagsOf } from "./settings/flags.ts";
import { lowerKeys } from "./settings/lower-keys.ts";
import { mergeSettings } from "./settings/merge-settings.ts";
import { parseFlags } from "./settings/parse-flags.ts";
import { restoreKeys } from "./settings/restore-keys.ts";
import { type FlyteConfig, typedOffloading, typedPlatform, typedStorage } from "./typed/flyte-config.ts";

/** Everything that a Flyte reads its config from, gathered by a shell. */
export interface ConfigSources {
  /** In the order in which Flyte reads them; later ones win. */
  readonly files: readonly ConfigFile[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Flags of Flyte's own command line that set keys: `--plugins.k8s.scheduler-name=volcano`. */
  readonly args?: readonly string[];
  /** Whether keys that Flyte does not know are refused, as `config validate --strict` does; its servers pass over them. */
  readonly strict?: boolean;
}

/** One config file, parsed. */
export interface ConfigFile {
  readonly name: string;
  /** Empty for a file that holds nothing. */
  readonly value: ConfigEntries;
  /** Where the value at a path stands, or its nearest parent: `FILE:LINE:COLUMN`. Absent: no lines are known. */
  readonly locate?: (path: readonly (string | number)[]) => string;
  /** The text of the scalar at a path, as the file has it; undefined for what is no scalar. Absent: values are printed anew. */
  readonly written?: (path: readonly (string | number)[]) => string | undefined;
  /** How many more documents follow in the file, which Flyte does not read; none by default. */
  readonly moreDocuments?: number;
}

/** What Flyte makes of its config: `plugins.k8s`, `storage` and what else decides Pods, as Go prints them in JSON. */
export interface DecodedConfig {
  readonly k8s: unknown;
  readonly storage: unknown;
  /** Flyte 2: its `executor`; Flyte 1: its `propeller`. */
  readonly extra: unknown;
}

/** A config, as Go prints it and as composing has it; or what Flyte says instead, with each value that it refuses. */
export type ConfigDecoding =
  | { readonly ok: true; readonly json: DecodedConfig; readonly config: FlyteConfig }
  | { readonly ok: false; readonly error: string; readonly faults: readonly SectionFault[] };

/**
 * Reads a config as Flyte does, quirks and all. Where Go's order of map keys decides, one of the outcomes is given.
 * @source flytestdlib/config/viper, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function decodeFlyteConfig(sources: ConfigSources, version: FlyteVersion): ConfigDecoding {
  const { files, environment = {}, args = [], strict = false } = sources;
  const flags = parseFlags(args, version);
  if ("refused" in flags) return { ok: false, error: flags.refused, faults: [] };
  const merged = files.reduce(
    (under: ReadonlyMap<string, ConfigValue>, { value }) => mergeSettings(under, lowerKeys(value)),
    new Map(),
  );
  const settings = allSettings({ files: merged, environment, flags: flags.set }, version);
  const ofFlags = new Set([...flags.set.values(), ...[...flagsOf(version).values()].map(({ byDefault }) => byDefault)]);
  for (const file of files) restoreKeys(settings, file.value, version, ofFlags);
  const { values, faults, error } = decodeSections(settings, version, strict);
  if (error !== undefined) return { ok: false, error, faults };
  const section = (path: string): GoValue => values.get(path) ?? null;
  const second = version === "flyte-2.0";
  const k8s = second ? withUpperClasses(section("plugins.k8s")) : section("plugins.k8s");
  const storage = section("storage");
  const extra = section(second ? "executor" : "propeller");
  const json = {
    k8s: toJson(platformSection[version], k8s),
    storage: toJson(storageSection[version], storage),
    extra: toJson(second ? executorSection : propellerSection, extra),
  };
  const config = { config: typedPlatform(k8s, version, "absent"), storage: typedStorage(storage, version) };
  return { ok: true, json, config: second ? config : { ...config, literalOffloading: typedOffloading(extra) } };
}

/** @source flytek8s/config/config.go GetK8sPluginConfig, flyteorg/flyte v2.0.43 */
function withUpperClasses(k8s: GoValue): GoValue {
  const key = "accelerator-device-classes";
  const fields = k8s as ReadonlyMap<string, GoValue>;
  const classes = (fields.get(key) ?? new Map()) as ReadonlyMap<string, GoValue>;
  return new Map([...fields, [key, new Map([...classes].map(([name, value]) => [goUpper(name), value]))]]);
}
