import { goUpper } from "../../go/letter-case.ts";
import { decodeClean } from "../../kubernetes/decode-clean.ts";
import type { GoMap, GoStruct, GoType } from "../go-type.ts";
import { toTyped } from "../typed/to-typed.ts";

type Typed = Readonly<Record<string, unknown>>;

/**
 * Reads a section that has nothing wrong with it and is written as Flyte's own JSON is, as `layValue` and `toTyped` together do.
 * @param under - the section's defaults, typed; of a struct in it those keys that are not given stay
 * @returns undefined if there is anything to tell or to work out: a value of another kind, a key in another case or with dots
 */
export function cleanSection<T extends object>(type: GoStruct, value: unknown, under: T): T | undefined {
  if (!isObject(value)) return undefined;
  const before = under as Typed;
  const read = { ...under } as Record<string, unknown>;
  for (const key in value) {
    const given = value[key];
    const field = type.fields.find(({ name }) => name === key);
    if (!field) return undefined;
    if (given === null) continue;
    const known = isPlainStruct(field.type)
      ? cleanSection(field.type, given, before[key] as Typed)
      : cleanValue(field.type, given);
    if (known === undefined) return undefined;
    read[key] = known;
  }
  return read as T;
}

/** Undefined where it is not clean. */
function cleanValue(type: GoType, value: unknown): unknown {
  switch (type.kind) {
    case "text":
      return typeof value === "string" ? value : undefined;
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "integer":
      return Number.isSafeInteger(value) ? value : undefined;
    case "json":
      return typeof value === "string" ? type.parse(value) : undefined;
    case "list":
      return cleanList(type.elem, value);
    case "map":
      return cleanMap(type, value);
    case "pointer":
      return isPlainStruct(type.elem) ? undefined : cleanValue(type.elem, value);
    case "struct":
      if (type.schemaName !== undefined) return decodeClean(type.schemaName, value);
      return cleanSection(type, value, toTyped(type, new Map(), "absent") as Typed);
    case "float":
      return undefined;
  }
}

function cleanList(elem: GoType, value: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const read: unknown[] = [];
  for (const item of value) {
    const known = item === null ? undefined : cleanValue(elem, item);
    if (known === undefined) return undefined;
    read.push(known);
  }
  return read;
}

function cleanMap({ elem, upperKeys }: GoMap, value: unknown): Typed | undefined {
  if (!isObject(value)) return undefined;
  const read: Record<string, unknown> = {};
  for (const key in value) {
    const given = value[key];
    const known = given === null || key === "__proto__" ? undefined : cleanValue(elem, given);
    if (known === undefined) return undefined;
    read[upperKeys ? goUpper(key) : key] = known;
  }
  return read;
}

function isPlainStruct(type: GoType): type is GoStruct {
  return type.kind === "struct" && type.schemaName === undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
