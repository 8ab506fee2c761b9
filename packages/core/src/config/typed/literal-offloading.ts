/**
 * Flyte 1's `propeller.literal-offloading-config`, as far as it decides a Pod: whether tasks are told to write large literals beside
 * their outputs, and from which size on.
 * @source flytepropeller/pkg/controller/config/config.go LiteralOffloadingConfig, flyteorg/flyte v1.16.8
 */
export interface LiteralOffloading {
  /** False by default. */
  readonly Enabled: boolean;
  /** Megabytes; 10 by default. */
  readonly "min-size-in-mb-for-offloading": number;
  /** Megabytes; 1000 by default. */
  readonly "max-size-in-mb-for-offloading": number;
}

export const literalOffloadingDefaults: LiteralOffloading = {
  Enabled: false,
  "min-size-in-mb-for-offloading": 10,
  "max-size-in-mb-for-offloading": 1000,
};
