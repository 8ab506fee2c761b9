import { goUpper } from "../../go/letter-case.ts";
import { decodeClean } from "../../kubernetes/decode-clean.ts";
import { isMap } from "../../kubernetes/is-map.ts";
import type { GoMap, GoStruct, GoType } from "../go-type.ts";
import { toTyped } from "../typed/to-typed.ts";

type Typed = Readonly<Record<string, unknown>>;

/**
 * Prepares the reading of sections that have nothing wrong with them and are written as Flyte's own JSON is, as `layValue` and `toTyped` together do
 * it: once for a type, not for each config.
 * @returns a reader; given a section's defaults, typed, it keeps of a struct those keys that are not given. It gives undefined if there is anything to tell or
 * to work out: a value of another kind, a key in another case or with dots
 */
export function cleanReader(type: GoStruct): <T extends object>(value: unknown, under: T) => T | undefined {
  const read = sectionReader(type);
  return <T extends object>(value: unknown, under: T) => read(value, under as Typed) as T | undefined;
}

/**
 * Gives undefined for what is not clean.
 * @param under - of a struct, what stands where nothing is given
 */
type Reader = (value: unknown, under?: Typed) => unknown;

function sectionReader(type: GoStruct): Reader {
  const fields = new Map(
    type.fields.map(({ name, type: of }) => [name, { read: readerOf(of), nested: isSection(of) }]),
  );
  return structReader(fields, toTyped(type, new Map(), "absent") as Typed);
}

interface Field {
  readonly read: Reader;
  /** Whether it is a section of its own. */
  readonly nested: boolean;
}

function structReader(fields: ReadonlyMap<string, Field>, zero: Typed): Reader {
  return (value, under = zero) => {
    if (!isMap(value)) return undefined;
    const section: Record<string, unknown> = { ...under };
    for (const key in value) {
      const given = value[key];
      const field = fields.get(key);
      if (!field) return undefined;
      if (given === null) continue;
      const known = field.read(given, field.nested ? (under[key] as Typed) : undefined);
      if (known === undefined) return undefined;
      section[key] = known;
    }
    return section;
  };
}

function readerOf(type: GoType): Reader {
  switch (type.kind) {
    case "text":
      return (value) => (typeof value === "string" ? value : undefined);
    case "bool":
      return (value) => (typeof value === "boolean" ? value : undefined);
    case "integer":
      return (value) => (Number.isSafeInteger(value) ? value : undefined);
    case "json":
      return (value) => {
        if (typeof value === "string") return type.parse(value);
        if (typeof value !== "number") return undefined;
        return type.parse(Number.isInteger(value) ? BigInt(value) : value);
      };
    case "list":
      return listReader(readerOf(type.elem));
    case "map":
      return mapReader(type, readerOf(type.elem));
    case "pointer":
      return readerOf(type.elem);
    case "struct": {
      const { schemaName } = type;
      return schemaName === undefined ? sectionReader(type) : (value) => decodeClean(schemaName, value);
    }
    case "float":
      return () => undefined;
  }
}

function listReader(read: Reader): Reader {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const items: unknown[] = [];
    for (const item of value) {
      const known = item === null ? undefined : read(item);
      if (known === undefined) return undefined;
      items.push(known);
    }
    return items;
  };
}

function mapReader({ upperKeys }: GoMap, read: Reader): Reader {
  return (value) => {
    if (!isMap(value)) return undefined;
    const entries: Record<string, unknown> = {};
    for (const key in value) {
      const given = value[key];
      const known = given === null || key === "__proto__" ? undefined : read(given);
      if (known === undefined) return undefined;
      entries[upperKeys ? goUpper(key) : key] = known;
    }
    return entries;
  };
}

function isSection(type: GoType): boolean {
  return type.kind === "struct" && type.schemaName === undefined;
}
