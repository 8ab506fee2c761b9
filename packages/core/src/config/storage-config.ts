import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { Problem, Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import { type FieldReaders, readSection } from "./config-section.ts";
import * as read from "./config-values.ts";

/**
 * Flyte's `storage` section, under Flyte's own key names. Its other keys (cache, limits, …) do not decide a Pod and are passed over.
 * @source flytestdlib/storage/config.go Config, flyteorg/flyte v2.0.43 and v1.16.8
 */
export interface StorageConfig {
  /** `stow` by default; `s3` in Flyte 1. */
  readonly type: string;
  /** The bucket that relative and default references stand in; empty by default. */
  readonly container: string;
  readonly "enable-multicontainer": boolean;
  readonly stow: {
    /** `s3`, `google`, `azure`, `local`, …; `s3` by default, empty in Flyte 1. */
    readonly kind: string;
    /** The store's own settings, `{ region: us-east-1 }` by default, none in Flyte 1; a given map replaces it. Values may be secrets. */
    readonly config: Readonly<Record<string, string>>;
  };
  /** Flyte 1 only, where it counts as long as `stow` is empty. Flyte 2 ignores it: there it is a warning. */
  readonly connection?: StorageConnection;
}

/** Where a store is that speaks S3. */
interface StorageConnection {
  readonly endpoint: string;
  /** `iam` or `accesskey`. */
  readonly "auth-type": string;
  readonly "access-key": string;
  readonly "secret-key": string;
  readonly region: string;
  readonly "disable-ssl": boolean;
}

/**
 * Reads a `storage` section and fills in Flyte's defaults.
 * @param partial - the section; absent or null: every default
 * @param version - whose keys and defaults count
 * @param where - the file that holds it, for the problems
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning
 */
export function storageConfig(partial: unknown, version: FlyteVersion, where?: string): Result<StorageConfig> {
  const problems: Problem[] = [];
  return resultOf(readStorage(partial, storageDefaults[version], { path: "storage", file: where, problems }), problems);
}

/** Reads a storage config that replaces the platform's whole: what it does not give is empty. */
export const storageOverride: read.ValueReader<StorageConfig> = (value, at) => readStorage(value, emptyStorage, at);

function readStorage(value: unknown, defaults: StorageConfig, at: read.ConfigPlace): StorageConfig {
  const { connection } = defaults;
  const readers: FieldReaders<StorageConfig> = {
    ...plainReaders,
    stow: (given, place) => readSection(given, defaults.stow, stowReaders, place),
    ...(connection && { connection: (given, place) => readSection(given, connection, connectionReaders, place) }),
  };
  return readSection(read.isMap(value) ? withoutPassedOver(value) : value, defaults, readers, at);
}

const passedOver: ReadonlySet<string> = new Set(
  ["cache", "defaultHttpClient", "limits", "redis", "schemes", "signedUrl"].map((key) => key.toLowerCase()),
);

function withoutPassedOver(section: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(section).filter(([key]) => !passedOver.has(key.toLowerCase())));
}

const emptyStorage: StorageConfig = {
  type: "",
  container: "",
  "enable-multicontainer": false,
  stow: { kind: "", config: {} },
};

/** @source flytestdlib/storage/config.go defaultConfig, flyteorg/flyte v1.16.8 and v2.0.43 */
const storageDefaults: Readonly<Record<FlyteVersion, StorageConfig>> = {
  "flyte-1.16": {
    ...emptyStorage,
    type: "s3",
    connection: {
      endpoint: "",
      "auth-type": "iam",
      "access-key": "",
      "secret-key": "",
      region: "us-east-1",
      "disable-ssl": false,
    },
  },
  "flyte-2.0": { ...emptyStorage, type: "stow", stow: { kind: "s3", config: { region: "us-east-1" } } },
};

const stowReaders: FieldReaders<StorageConfig["stow"]> = { kind: read.text, config: read.mapOf(read.text) };

const connectionReaders: FieldReaders<StorageConnection> = {
  endpoint: read.text,
  "auth-type": read.text,
  "access-key": read.text,
  "secret-key": read.text,
  region: read.text,
  "disable-ssl": read.boolean,
};

const plainReaders = { type: read.text, container: read.text, "enable-multicontainer": read.boolean };
