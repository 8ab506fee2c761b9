import { didYouMean } from "../problem/did-you-mean.ts";
import { type ConfigPlace, isMap, refuse, type ValueReader } from "./config-values.ts";

/** How each key that a section may have is read. */
export type FieldReaders<Section> = { readonly [Key in keyof Section]?: ValueReader<NonNullable<Section[Key]>> };

/**
 * Reads the keys that a section gives over its defaults. Keys match in any case; null counts as not given, and so does a
 * value that cannot be read, which is a problem.
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning
 */
export function readSection<Section extends object>(
  given: unknown,
  defaults: Section,
  readers: FieldReaders<Section>,
  at: ConfigPlace,
): Section {
  if (given === undefined || given === null) return defaults;
  if (!isMap(given)) return refuse(at, given, "a map") ?? defaults;
  const section = { ...defaults } as Record<string, unknown>;
  const read = readers as object as Readonly<Record<string, ValueReader<unknown>>>;
  const names = Object.keys(readers);
  for (const [key, value] of Object.entries(given)) {
    const name = Object.hasOwn(read, key) ? key : names.find((each) => each.toLowerCase() === key.toLowerCase());
    const reader = name === undefined ? undefined : read[name];
    if (name === undefined || !reader) {
      at.problems.push(unknownKey(key, names, at));
    } else if (value !== null && value !== undefined) {
      const known = reader(value, { ...at, path: `${at.path}.${name}` });
      if (known !== undefined) section[name] = known;
    }
  }
  return section as Section;
}

function unknownKey(key: string, names: readonly string[], at: ConfigPlace): ConfigPlace["problems"][number] {
  const meant = didYouMean(key, names);
  return {
    code: "CONFIG_KEY_UNKNOWN",
    severity: "warning",
    what: `Flyte does not know the key ${key} in ${at.path} and passes over it`,
    where: at.file ? `${at.file}, ${at.path}.${key}` : `${at.path}.${key}`,
    fix: meant ? `did you mean ${meant}?` : `remove it, or use one of: ${names.join(", ")}`,
  };
}
