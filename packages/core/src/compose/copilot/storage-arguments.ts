import type { StorageConfig } from "../../config/storage-config.ts";
import { failure, type Result, success } from "../../problem/problem.ts";

/** Where the Secret with the copilot's storage config is mounted. */
export const storageConfigMountPath = "/etc/flyte/copilot";

/**
 * How the copilot's command line says where its store is. With a Secret the settings stay off it, credentials being among them, unless
 * the config overrides the storage for the copilot. Settings are sorted by key.
 * @param overridden - whether `storage` is the copilot's own
 * @problems COPILOT_STORAGE_MISSING
 * @source flytek8s/copilot.go CopilotCommandArgs, flyteorg/flyte v2.0.43
 */
export function storageArguments(
  storage: StorageConfig,
  secretName: string,
  overridden: boolean,
): Result<readonly string[]> {
  const args = ["--storage.limits.maxDownloadMBs=0", `--logger.level=${logLevel}`];
  if (storage["enable-multicontainer"]) args.push("--storage.enable-multicontainer");
  if (storage.container) args.push(`--storage.container=${storage.container}`);
  args.push(`--storage.type=${storage.type}`);
  if (secretName) {
    args.push("--config", `${storageConfigMountPath}/*.yaml`);
    if (!overridden) return success(args);
  }
  const { kind, config } = storage.stow;
  const settings = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  if (settings.length === 0 || !kind) {
    return failure({
      code: "COPILOT_STORAGE_MISSING",
      what: "no stow.config or stow.kind specified",
      where: overridden ? "the config, plugins.k8s.co-pilot.storage-config-override" : "the config, storage",
      fix: "give stow.kind and stow.config, or the Secret that holds them (co-pilot.storage-config-secret-name)",
    });
  }
  for (const [key, value] of settings) args.push("--storage.stow.config", `${key}=${value}`);
  args.push(`--storage.stow.kind=${kind}`);
  return success(args);
}

/** Flyte's default. */
const logLevel = 3;
