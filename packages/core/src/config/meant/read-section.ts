import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { type Problem, type Result, success } from "../../problem/problem.ts";
import { resultOf } from "../../problem/result-of.ts";
import { fromPlain } from "../from-plain.ts";
import type { GoStruct, GoValue } from "../go-type.ts";
import { defaultOf } from "../go-values.ts";
import { platformSection } from "../sections/platform-section.ts";
import { storageSection } from "../sections/storage-section.ts";
import { partOfStorage, typedPlatform, typedStorage, withStoragePart } from "../typed/flyte-config.ts";
import type { PlatformConfig } from "../typed/platform-config.ts";
import type { StorageConfig } from "../typed/storage-config.ts";
import { toTyped } from "../typed/to-typed.ts";
import { cleanReader } from "./clean-section.ts";
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
  const { untouched, typed, readClean } = platformDefaults[version];
  const section = platformSection[version];
  const clean = readClean(partial ?? {}, typed);
  if (clean) return success(withStoragePart(clean));
  const { value, problems } = readSection(section, "plugins.k8s", { partial, untouched }, where);
  return resultOf(typedPlatform(value, version, "absent"), problems);
}

/** The same for a `storage` section. */
export function storageConfig(partial: unknown, version: FlyteVersion, where?: string): Result<StorageConfig> {
  const { untouched, typed, readClean } = storageDefaults[version];
  const section = storageSection[version];
  const clean = readClean(partial ?? {}, typed);
  if (clean) return success(partOfStorage(clean));
  const { value, problems } = readSection(section, "storage", { partial, untouched }, where);
  return resultOf(typedStorage(value, version), problems);
}

type Typed = Readonly<Record<string, unknown>>;

interface Defaults<Config> {
  readonly untouched: ReadonlyMap<string, GoValue>;
  readonly typed: Config;
  readonly readClean: ReturnType<typeof cleanReader>;
}

const platformDefaults: Readonly<Record<FlyteVersion, Defaults<PlatformConfig>>> = {
  "flyte-1.16": platformDefaultsOf("flyte-1.16"),
  "flyte-2.0": platformDefaultsOf("flyte-2.0"),
};

const storageDefaults: Readonly<Record<FlyteVersion, Defaults<Typed>>> = {
  "flyte-1.16": storageDefaultsOf("flyte-1.16"),
  "flyte-2.0": storageDefaultsOf("flyte-2.0"),
};

function platformDefaultsOf(version: FlyteVersion): Defaults<PlatformConfig> {
  const type = platformSection[version];
  const untouched = defaultOf(type);
  const typed = withEveryKey(type, typedPlatform(untouched, version, "absent"));
  return { untouched, typed, readClean: cleanReader(type) };
}

/** What is absent is undefined: all configs then have one shape in V8, which fills in their fields and finds them again faster. */
function withEveryKey<Config extends object>({ fields }: GoStruct, typed: Config): Config {
  const absent = Object.fromEntries(fields.map(({ name }) => [name, undefined]));
  return { ...absent, ...typed };
}

function storageDefaultsOf(version: FlyteVersion): Defaults<Typed> {
  const type = storageSection[version];
  const untouched = defaultOf(type);
  return { untouched, typed: toTyped(type, untouched, "absent") as Typed, readClean: cleanReader(type) };
}

function readSection(
  type: GoStruct,
  name: string,
  { partial, untouched }: { readonly partial: unknown; readonly untouched: GoValue },
  where = "",
): { readonly value: GoValue; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const value = layValue(type, fromPlain(partial), untouched, {
    file: { name: where },
    path: [],
    name,
    maps: "replaced",
    problems,
  });
  return { value, problems };
}
