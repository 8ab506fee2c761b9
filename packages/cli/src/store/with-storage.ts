import type { FlyteConfig, StorageConfig } from "@podwright/core";

/**
 * A config in which Flyte and the Pod's copilot use the given store.
 * @param override - the copilot's own (`storage-config-override`); absent: it uses the platform's
 */
export function withStorage(config: FlyteConfig, storage: StorageConfig, override?: StorageConfig): FlyteConfig {
  const { "storage-config-override": _, ...copilot } = config.config["co-pilot"];
  const chosen = override
    ? { ...copilot, "storage-config-override": override }
    : { ...copilot, ...(storage.stow.kind === "local" && { "storage-config-secret-name": "" }) };
  return { ...config, storage, config: { ...config.config, "co-pilot": chosen } };
}
