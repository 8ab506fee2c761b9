import type { StorageConfig } from "@podwright/core";
import type { Settings } from "../project/read-settings.ts";
import { placeholderBucket } from "./execution-placeholders.ts";

/** Flyte's own default names no bucket, which no installation can run with: without a config it is that of the placeholders. */
export function placeholderStorage(storage: StorageConfig, { config }: Pick<Settings, "config">): StorageConfig {
  return config === undefined ? { ...storage, container: placeholderBucket } : storage;
}
