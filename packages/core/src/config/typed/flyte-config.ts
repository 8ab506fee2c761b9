import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import type { GoValue } from "../go-type.ts";
import { platformSection } from "../sections/platform-section.ts";
import { propellerSection } from "../sections/propeller-section.ts";
import { storageSection } from "../sections/storage-section.ts";
import type { LiteralOffloading } from "./literal-offloading.ts";
import type { PlatformConfig } from "./platform-config.ts";
import type { StorageConfig } from "./storage-config.ts";
import { toTyped, type Zeros } from "./to-typed.ts";

/** What Flyte's config says about Pods. */
export interface FlyteConfig {
  /** Its section `plugins.k8s`. */
  readonly config: PlatformConfig;
  /** Its section `storage`. */
  readonly storage: StorageConfig;
  /** Of Flyte 1: its `propeller.literal-offloading-config`. */
  readonly literalOffloading?: LiteralOffloading;
}

type Typed = Readonly<Record<string, unknown>>;

/** A decoded `plugins.k8s` as composing has it: keys that the version does not know are empty. */
export function typedPlatform(value: GoValue, version: FlyteVersion, zeros: Zeros): PlatformConfig {
  const typed = toTyped(platformSection[version], value, zeros) as Typed;
  return withStoragePart({
    "accelerator-devices": {},
    "accelerator-device-classes": {},
    "disable-inject-owner-references": false,
    "enable-distributed-error-aggregation": false,
    ...typed,
    "co-pilot": { "storage-config-secret-name": "", ...(typed["co-pilot"] as Typed) },
  } as unknown as PlatformConfig);
}

/** The same, less what decides no Pod in the copilot's own storage. */
export function withStoragePart(config: PlatformConfig): PlatformConfig {
  const copilot = config["co-pilot"];
  const override = copilot["storage-config-override"];
  if (!override) return config;
  return { ...config, "co-pilot": { ...copilot, "storage-config-override": partOfStorage({ ...override }) } };
}

/** A decoded `storage` as composing has it, less what decides no Pod. */
export function typedStorage(value: GoValue, version: FlyteVersion): StorageConfig {
  return partOfStorage(toTyped(storageSection[version], value, "absent") as Typed);
}

/** A decoded `propeller.literal-offloading-config` as composing has it. */
export function typedOffloading(propeller: GoValue): LiteralOffloading {
  const typed = toTyped(propellerSection, propeller, "absent") as Typed;
  const { "supported-sdk-versions": _, ...offloading } = typed["literal-offloading-config"] as Typed;
  return offloading as unknown as LiteralOffloading;
}

/** What of a `storage`, typed, decides a Pod. */
export function partOfStorage({
  type,
  container,
  "enable-multicontainer": many,
  stow,
  connection,
}: Typed): StorageConfig {
  const part = { type, container, "enable-multicontainer": many, stow, ...(connection ? { connection } : {}) };
  return part as unknown as StorageConfig;
}
