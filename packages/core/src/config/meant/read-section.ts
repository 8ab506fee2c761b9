import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import type { Problem, Result } from "../../problem/problem.ts";
import { resultOf } from "../../problem/result-of.ts";
import { fromPlain } from "../from-plain.ts";
import type { GoStruct, GoValue } from "../go-type.ts";
import { defaultOf } from "../go-values.ts";
import { platformSection } from "../sections/platform-section.ts";
import { storageSection } from "../sections/storage-section.ts";
import { typedPlatform, typedStorage } from "../typed/flyte-config.ts";
import type { PlatformConfig } from "../typed/platform-config.ts";
import type { StorageConfig } from "../typed/storage-config.ts";
import { layValue } from "./lay-value.ts";

/**
 * Reads a `plugins.k8s` section that is given as plain data and fills in Flyte's defaults. A map or list that is given replaces the default
 * one; the fields of `co-pilot` are taken one by one.
 * @param partial - absent or null: every default
 * @param version - whose keys and defaults count
 * @param where - the file that holds it, for the problems
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning, since Flyte passes over such a key in silence
 */
export function platformConfig(partial: unknown, version: FlyteVersion, where?: string): Result<PlatformConfig> {
  const { value, problems } = readSection(platformSection[version], "plugins.k8s", partial, where);
  return resultOf(typedPlatform(value, version, "absent"), problems);
}

/** The same for a `storage` section. */
export function storageConfig(partial: unknown, version: FlyteVersion, where?: string): Result<StorageConfig> {
  const { value, problems } = readSection(storageSection[version], "storage", partial, where);
  return resultOf(typedStorage(value, version), problems);
}

function readSection(
  type: GoStruct,
  name: string,
  partial: unknown,
  where = "",
): { readonly value: GoValue; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const before = defaultOf(type);
  if (partial === undefined || partial === null) return { value: before, problems };
  const value = layValue(type, fromPlain(partial), before, {
    file: { name: where },
    path: [],
    name,
    maps: "replaced",
    problems,
  });
  return { value, problems };
}
