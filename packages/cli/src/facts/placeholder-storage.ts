import type { StorageConfig } from "@podwright/core";
import { placeholderBucket } from "./execution-placeholders.ts";

/** Flyte's own default names no bucket, which no installation can run with: without a config it is that of the placeholders. */
export function placeholderStorage(storage: StorageConfig, isConfigured: boolean): StorageConfig {
  return isConfigured ? storage : { ...storage, container: placeholderBucket };
}
