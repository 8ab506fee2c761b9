import type { Problem, Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import { type FieldReaders, readSection } from "./config-section.ts";
import * as read from "./config-values.ts";

/**
 * Flyte's `storage` section, under Flyte's own key names. Its other keys (cache, limits, …) do not decide a Pod and are passed over.
 * Flyte 2 does not know the `connection` of Flyte 1 and ignores it: here it is a warning.
 * @source flytestdlib/storage/config.go Config, flyteorg/flyte v2.0.43
 */
export interface StorageConfig {
  /** `stow` by default. */
  readonly type: string;
  /** The bucket that relative and default references stand in; empty by default. */
  readonly container: string;
  readonly "enable-multicontainer": boolean;
  readonly stow: {
    /** `s3`, `google`, `azure`, `local`, …; `s3` by default. */
    readonly kind: string;
    /** The store's own settings, `{ region: us-east-1 }` by default; a given map replaces it. Values may be secrets. */
    readonly config: Readonly<Record<string, string>>;
  };
}

/**
 * Reads a `storage` section and fills in Flyte's defaults.
 * @param partial - the section; absent or null: every default
 * @param where - the file that holds it, for the problems
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning
 */
export function storageConfig(partial: unknown, where?: string): Result<StorageConfig> {
  const problems: Problem[] = [];
  return resultOf(readStorage(partial, storageDefaults, { path: "storage", file: where, problems }), problems);
}

/** Reads a storage config that replaces the platform's whole: what it does not give is empty. */
export const storageOverride: read.ValueReader<StorageConfig> = (value, at) => readStorage(value, emptyStorage, at);

function readStorage(value: unknown, defaults: StorageConfig, at: read.ConfigPlace): StorageConfig {
  const stow: read.ValueReader<StorageConfig["stow"]> = (given, place) =>
    readSection(given, defaults.stow, stowReaders, place);
  return readSection(read.isMap(value) ? withoutPassedOver(value) : value, defaults, { ...readers, stow }, at);
}

const passedOver: ReadonlySet<string> = new Set(
  ["cache", "defaultHttpClient", "limits", "redis", "schemes", "signedUrl"].map((key) => key.toLowerCase()),
);

function withoutPassedOver(section: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(section).filter(([key]) => !passedOver.has(key.toLowerCase())));
}

const storageDefaults: StorageConfig = {
  type: "stow",
  container: "",
  "enable-multicontainer": false,
  stow: { kind: "s3", config: { region: "us-east-1" } },
};

const emptyStorage: StorageConfig = {
  type: "",
  container: "",
  "enable-multicontainer": false,
  stow: { kind: "", config: {} },
};

const stowReaders: FieldReaders<StorageConfig["stow"]> = { kind: read.text, config: read.mapOf(read.text) };

const readers = { type: read.text, container: read.text, "enable-multicontainer": read.boolean };
