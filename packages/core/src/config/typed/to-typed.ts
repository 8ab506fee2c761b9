import type { GoField, GoStruct, GoType, GoValue } from "../go-type.ts";
import { zeroOf } from "../go-values.ts";

/** What becomes of the zero values of Kubernetes' fields: Go cannot tell them from absence, but whoever wrote them can. */
export type Zeros = "absent" | "kept";

/**
 * A decoded value as composing has it: nil maps and lists are empty, nil pointers absent. Fields that Go prints in any case are filled in, of
 * Kubernetes' kept ones texts and lists alone.
 */
export function toTyped(type: GoType, value: GoValue, zeros: Zeros): unknown {
  switch (type.kind) {
    case "list":
      return ((value as readonly GoValue[] | null) ?? []).map((item) => toTyped(type.elem, item, zeros));
    case "map":
      return Object.fromEntries([...mapped(value)].map(([key, each]) => [key, toTyped(type.elem, each, zeros)]));
    case "pointer":
      return value === null ? undefined : toTyped(type.elem, value, zeros);
    case "struct":
      return Object.fromEntries(entriesOf(type, mapped(value), zeros));
    default:
      return value;
  }
}

type Entry = readonly [string, unknown];

function entriesOf(type: GoStruct, fields: ReadonlyMap<string, GoValue>, zeros: Zeros): readonly Entry[] {
  return type.fields.flatMap((field): readonly Entry[] => {
    const given = fields.get(field.name);
    if (field.embedded && field.type.kind === "struct") return entriesOf(field.type, mapped(given ?? null), zeros);
    const value = given ?? zeroOf(field.type);
    const typed = toTyped(field.type, value, zeros);
    if (typed === undefined || typed === null) return [];
    const stays =
      type.schemaName === undefined || (given === undefined ? isFilledIn(field, zeros) : isTold(field, typed, zeros));
    return stays ? [[field.name, typed]] : [];
  });
}

function isFilledIn({ omitEmpty, type }: GoField, zeros: Zeros): boolean {
  if (omitEmpty) return false;
  return zeros === "absent" || type.kind === "text" || type.kind === "list";
}

function isTold({ omitEmpty, type }: GoField, typed: unknown, zeros: Zeros): boolean {
  return zeros === "kept" || !omitEmpty || type.kind === "pointer" || type.kind === "json" || !isZero(typed);
}

function isZero(typed: unknown): boolean {
  if (typeof typed === "object" && typed !== null) return Object.keys(typed).length === 0;
  return typed === "" || typed === 0 || typed === false;
}

function mapped(value: GoValue): ReadonlyMap<string, GoValue> {
  return (value ?? new Map()) as ReadonlyMap<string, GoValue>;
}
