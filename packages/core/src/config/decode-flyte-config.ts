import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { goUpper } from "../go/letter-case.ts";
import type { ConfigEntries, ConfigValue } from "./config-value.ts";
import { decodeSections, type SectionFault } from "./decode/decode-sections.ts";
import { allSettings } from "./settings/all-settings.ts";
import { lowerKeys } from "./settings/lower-keys.ts";
import { mergeSettings } from "./settings/merge-settings.ts";
import { parseFlags } from "./settings/parse-flags.ts";
import { restoreKeys } from "./settings/restore-keys.ts";

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
  /** Where the value at a path stands, for problems: file, line and path. Absent: name and path. */
  readonly locate?: (path: readonly (string | number)[]) => string;
  /** How many more documents follow in the file, which Flyte does not read; none by default. */
  readonly moreDocuments?: number;
}

/** What Flyte makes of its config: `plugins.k8s`, `storage` and what else decides Pods, as Go prints them in JSON. */
export interface DecodedConfig {
  readonly k8s: Json;
  readonly storage: Json;
  /** Flyte 2: its `executor`; Flyte 1: its `propeller`. */
  readonly extra: Json;
}

type Json = Readonly<Record<string, unknown>>;

/** A config, or what Flyte says instead, with each value that it refuses. */
export type ConfigDecoding =
  | { readonly ok: true; readonly config: DecodedConfig }
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
  for (const file of files) restoreKeys(settings, file.value, version);
  const { json, faults, error } = decodeSections(settings, version, strict);
  if (error !== undefined) return { ok: false, error, faults };
  const section = (path: string): Json => (json.get(path) ?? {}) as Json;
  const k8s = section("plugins.k8s");
  const config = { k8s: version === "flyte-2.0" ? withUpperClasses(k8s) : k8s, storage: section("storage") };
  const extra = version === "flyte-2.0" ? section("executor") : section("propeller");
  return { ok: true, config: { ...config, extra } };
}

/** @source flytek8s/config/config.go GetK8sPluginConfig, flyteorg/flyte v2.0.43 */
function withUpperClasses(k8s: Json): Json {
  const classes = Object.entries((k8s["accelerator-device-classes"] ?? {}) as Json);
  const upper = Object.fromEntries(classes.map(([name, value]) => [goUpper(name), value]));
  return { ...k8s, "accelerator-device-classes": upper };
}
