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
    /** The store's own settings, `{ region: us-east-1 }` by default, none in Flyte 1; a given map replaces it by Flyte's rules. Values may be secrets. */
    readonly config: Readonly<Record<string, string>>;
  };
  /** Flyte 2: how stores of other schemes than the section's own are reached; absent or without a scheme: by the environment. */
  readonly schemes?: Readonly<Record<string, SchemeConfig>>;
  /** Flyte 1 only, where it counts as long as `stow` is empty. Flyte 2 ignores it: there it is a warning. */
  readonly connection?: StorageConnection;
}

/** The store of a scheme, such as `gs`. */
interface SchemeConfig {
  /** The same as `stow.config`, for the kind of this scheme; values may be secrets. */
  readonly config?: Readonly<Record<string, string>>;
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
