import { platformSection } from "../../packages/core/src/config/sections/platform-section.ts";
import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";

type Json = Readonly<Record<string, unknown>>;

/** A `plugins.k8s` section without the keys that only the other version of Flyte knows: both read the same cases, and pass over them. */
export function withoutOtherKeys(section: unknown, version: FlyteVersion): unknown {
  const strange = otherKeys[version];
  const config = section as Json | undefined;
  const copilot = config?.["co-pilot"] as Json | null | undefined;
  const strangeAbove = keysAmong(config, strange.section);
  const strangeBelow = keysAmong(copilot, strange.copilot);
  if (strangeAbove.length + strangeBelow.length === 0) return section;
  const kept = without(config, strangeAbove);
  return strangeBelow.length === 0 ? kept : { ...kept, "co-pilot": without(copilot, strangeBelow) };
}

interface OtherKeys {
  readonly section: ReadonlySet<string>;
  readonly copilot: ReadonlySet<string>;
}

const otherKeys: Readonly<Record<FlyteVersion, OtherKeys>> = {
  "flyte-1.16": keysOnlyIn("flyte-2.0", "flyte-1.16"),
  "flyte-2.0": keysOnlyIn("flyte-1.16", "flyte-2.0"),
};

function keysOnlyIn(other: FlyteVersion, version: FlyteVersion): OtherKeys {
  const only = (keysOf: (of: FlyteVersion) => readonly string[]) => {
    const known = new Set(keysOf(version));
    return new Set(keysOf(other).filter((key) => !known.has(key)));
  };
  return { section: only((of) => namesIn(platformSection[of])), copilot: only(copilotKeys) };
}

function copilotKeys(version: FlyteVersion): readonly string[] {
  const copilot = platformSection[version].fields.find(({ name }) => name === "co-pilot")?.type;
  return copilot?.kind === "struct" ? namesIn(copilot) : [];
}

function namesIn({ fields }: { readonly fields: readonly { readonly name: string }[] }): readonly string[] {
  return fields.map(({ name }) => name);
}

function keysAmong(map: Json | null | undefined, keys: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  for (const key in map) if (keys.has(key)) found.push(key);
  return found;
}

function without(map: Json | null | undefined, keys: readonly string[]): Json {
  const kept = { ...map };
  for (const key of keys) delete kept[key];
  return kept;
}
