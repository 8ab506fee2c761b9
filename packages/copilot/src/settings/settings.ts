import type { StorageConfig } from "@podwright/core";
import type { Compat } from "./compat.ts";
import { layerOver, type Pairs, type SettingsLayer } from "./settings-layer.ts";

/** What both sub-commands need to know before they can move anything. */
export interface Settings {
  readonly storage: StorageConfig;
  /** A larger input is refused; null means any size is taken. Default: 2 MiB; the plugin always passes 0, which is null. */
  readonly maxDownloadBytes: number | null;
  /** logrus' number. Default: 3, warnings. */
  readonly logLevel: number;
}

const mebibyte = 1024 * 1024;

/**
 * Flags over environment over files over defaults. The store's own settings are merged key by key; upstream takes them whole from the
 * highest layer that has one, so that no template could add to what the plugin passes.
 * @param layers - highest first
 * @param compat - `flyte`: as upstream
 * @source flytestdlib/storage/config.go defaultConfig, flyteorg/flyte v2.0.43
 */
export function resolveSettings(layers: readonly SettingsLayer[], compat: Compat): Settings {
  const said = layers.reduceRight((under, over) => layerOver(over, under), {});
  const whole = layers.find(({ stowConfig }) => stowConfig !== undefined)?.stowConfig;
  const stowConfig = compat === "flyte" ? (whole ?? defaultConfig) : { ...defaultConfig, ...said.stowConfig };
  const maxDownloadMBs = said.maxDownloadMBs ?? 2;
  return {
    storage: {
      type: said.type ?? "stow",
      container: said.container ?? "",
      "enable-multicontainer": said.enableMulticontainer ?? false,
      stow: withConnection({ kind: said.kind ?? "s3", config: stowConfig }, said),
      ...(said.schemes && { schemes: said.schemes }),
    },
    maxDownloadBytes: maxDownloadMBs > 0 ? maxDownloadMBs * mebibyte : null,
    logLevel: said.logLevel ?? 3,
  };
}

const defaultConfig: Pairs = { region: "us-east-1" };

/**
 * Flyte 1's connection describes an S3 store as long as `stow` is not described by both kind and config. A setting of the store
 * that stands beside it wins: that is how a template adds to what Flyte 1's plugin passes.
 * @source flytestdlib/storage/stow_store.go newStowRawStore, legacyS3ConfigMap, flyteorg/flyte v1.16.8
 */
function withConnection(stow: StorageConfig["stow"], said: SettingsLayer): StorageConfig["stow"] {
  const { connection } = said;
  if (!connection || (said.kind && said.stowConfig)) return stow;
  return { kind: "s3", config: { auth_type: "iam", ...defaultConfig, ...connection, ...said.stowConfig } };
}
