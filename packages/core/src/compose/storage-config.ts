/**
 * Flyte's `storage` section, under Flyte's own key names.
 * @source flytestdlib/storage/config.go Config, flyteorg/flyte v2.0.43
 */
export interface StorageConfig {
  readonly type: string;
  /** The bucket that relative and default references stand in. */
  readonly container: string;
  readonly "enable-multicontainer": boolean;
  readonly stow: {
    readonly kind: string;
    readonly config: Readonly<Record<string, string>>;
  };
}
