import type { StorageConfig } from "@podwright/core";

/** What both sub-commands need to know before they can move anything. */
export interface Settings {
  readonly storage: StorageConfig;
  /** A larger input is refused; null means any size is taken. Default: 2 MiB; the plugin always passes 0, which is null. */
  readonly maxDownloadBytes: number | null;
  /** logrus' number. Default: 3, warnings. */
  readonly logLevel: number;
}

/** One layer of settings, as flags, environment or a file give them: only what was said. */
export interface SettingsLayer {
  readonly type?: string;
  readonly container?: string;
  readonly enableMulticontainer?: boolean;
  readonly kind?: string;
  /** Taken whole from the highest layer that has one, never merged across layers. */
  readonly stowConfig?: Readonly<Record<string, string>>;
  readonly maxDownloadMBs?: number;
  readonly logLevel?: number;
}

const mebibyte = 1024 * 1024;

/**
 * Flags over environment over files over defaults.
 * @param layers - highest first
 * @source flytestdlib/storage/config.go defaultConfig, flyteorg/flyte v2.0.43
 */
export function resolveSettings(layers: readonly SettingsLayer[]): Settings {
  const first = <K extends keyof SettingsLayer>(key: K): SettingsLayer[K] | undefined =>
    layers.find((layer) => layer[key] !== undefined)?.[key];
  const maxDownloadMBs = first("maxDownloadMBs") ?? 2;
  return {
    storage: {
      type: first("type") ?? "stow",
      container: first("container") ?? "",
      "enable-multicontainer": first("enableMulticontainer") ?? false,
      stow: { kind: first("kind") ?? "s3", config: first("stowConfig") ?? { region: "us-east-1" } },
    },
    maxDownloadBytes: maxDownloadMBs > 0 ? maxDownloadMBs * mebibyte : null,
    logLevel: first("logLevel") ?? 3,
  };
}
