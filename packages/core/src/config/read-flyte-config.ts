import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { problemsOf } from "../problem/join-results.ts";
import type { Problem, Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import { type ConfigPlace, isMap, refuse } from "./config-values.ts";
import type { PlatformConfig } from "./platform-config.ts";
import { platformConfig } from "./read-platform-config.ts";
import { type StorageConfig, storageConfig } from "./storage-config.ts";

/** What Flyte's config says about Pods. */
export interface FlyteConfig {
  /** Its section `plugins.k8s`. */
  readonly config: PlatformConfig;
  /** Its section `storage`. */
  readonly storage: StorageConfig;
}

/**
 * Reads a whole Flyte config file; its other sections are passed over. An empty document gives every default.
 * @param document - as the YAML parser gives it
 * @param version - whose keys and defaults count
 * @param where - the file, for the problems
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning
 */
export function readFlyteConfig(document: unknown, version: FlyteVersion, where?: string): Result<FlyteConfig> {
  const problems: Problem[] = [];
  const root = section(document, { path: "the config file", file: where, problems });
  const plugins = section(root.plugins, { path: "plugins", file: where, problems });
  const config = platformConfig(plugins.k8s, version, where);
  const storage = storageConfig(root.storage, version, where);
  problems.push(...problemsOf([config, storage]));
  if (config.ok && storage.ok) return resultOf({ config: config.value, storage: storage.value }, problems);
  return resultOf(undefined as never, problems);
}

/** A section by its keys in lower case, as Flyte finds them. */
function section(value: unknown, at: ConfigPlace): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (!isMap(value)) return refuse(at, value, "a map") ?? {};
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each]));
}
