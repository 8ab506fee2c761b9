import type { StorageConfig } from "../../config/typed/storage-config.ts";
import { failure, type Result, success } from "../../problem/problem.ts";
import type { Facts } from "../facts.ts";

/** Where the Secret with the copilot's storage config is mounted. */
export const storageConfigMountPath = "/etc/flyte/copilot";

/** How the copilot's command line says where its store is. */
export type StorageArguments = (facts: Facts) => Result<readonly string[]>;

/**
 * As Flyte 2 says it. With a Secret the settings stay off it, credentials being among them, unless
 * the config overrides the storage for the copilot. Settings are sorted by key.
 * @problems COPILOT_STORAGE_MISSING
 * @source flytek8s/copilot.go CopilotCommandArgs, flyteorg/flyte v2.0.43
 */
export const storageArguments: StorageArguments = ({ config, storage: platformStorage }) => {
  const { "storage-config-override": override, "storage-config-secret-name": secretName } = config["co-pilot"];
  const storage = override ?? platformStorage;
  const args = generalArguments(storage);
  if (secretName) {
    args.push("--config", `${storageConfigMountPath}/*.yaml`);
    if (!override) return success(args);
  }
  const stow = stowArguments(storage);
  if (!stow) {
    return failure({
      code: "COPILOT_STORAGE_MISSING",
      what: "no stow.config or stow.kind specified",
      where: override ? "the config, plugins.k8s.co-pilot.storage-config-override" : "the config, storage",
      fix: "give stow.kind and stow.config, or the Secret that holds them (co-pilot.storage-config-secret-name)",
    });
  }
  return success([...args, ...stow]);
};

/**
 * As Flyte 1 says it: without a stow config the connection counts, its keys on the command line.
 * @source flytek8s/copilot.go CopilotCommandArgs, flyteorg/flyte v1.16.8
 */
export const connectionArguments: StorageArguments = ({ storage }) =>
  success([...generalArguments(storage), ...(stowArguments(storage) ?? ofConnection(storage))]);

function generalArguments(storage: StorageConfig): string[] {
  const args = ["--storage.limits.maxDownloadMBs=0", `--logger.level=${logLevel}`];
  if (storage["enable-multicontainer"]) args.push("--storage.enable-multicontainer");
  if (storage.container) args.push(`--storage.container=${storage.container}`);
  args.push(`--storage.type=${storage.type}`);
  return args;
}

/** Undefined without settings or kind. */
function stowArguments({ stow: { kind, config } }: StorageConfig): readonly string[] | undefined {
  const keys = Object.keys(config).sort();
  if (keys.length === 0 || !kind) return undefined;
  return [...keys.flatMap((key) => ["--storage.stow.config", `${key}=${config[key]}`]), `--storage.stow.kind=${kind}`];
}

function ofConnection({ connection }: StorageConfig): readonly string[] {
  const keys = ["secret-key", "access-key", "auth-type", "region", "endpoint"] as const;
  return keys.map((key) => `--storage.connection.${key}=${connection?.[key] ?? ""}`);
}

/** Flyte's default. */
const logLevel = 3;
