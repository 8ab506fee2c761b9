import { decodeOpaque } from "./decode-opaque.ts";
import type { FieldSchema } from "./field-schema.ts";
import { schema } from "./gen/schema.ts";
import { isInteger } from "./integer.ts";
import { isMap } from "./is-map.ts";
import { structFields } from "./struct-fields.ts";
import { zeroOf } from "./zero-of.ts";
import { isZeroTime } from "./zero-time.ts";

/**
 * Reads a value that has nothing wrong with it, as `decodeKubernetes` does, but without keeping track of where it stands. What is as it should be
 * is shared with the result.
 * @returns undefined if there is anything to tell: a value of a wrong kind, an unknown field, a name in another case, a time that counts as none
 */
export function decodeClean(type: string, value: unknown): unknown {
  const read = readers.get(type)?.(value);
  return read === unclean ? undefined : read;
}

const unclean = Symbol("unclean");

/** Gives undefined for what is left out, and `unclean` where it cannot go on. It is never given null. */
type Reader = (value: unknown) => unknown;

type Fields = Record<string, unknown>;

function structReader(fields: ReadonlyMap<string, Reader>, required: readonly FieldSchema[]): Reader {
  return (value) => {
    if (!isMap(value)) return unclean;
    let copy: Fields | undefined;
    for (const key in value) {
      const given = value[key];
      const reader = fields.get(key);
      if (reader === undefined) return unclean;
      const read = given === null || given === undefined ? undefined : reader(given);
      if (read === unclean) return unclean;
      if (copy === undefined) {
        if (read === given && read !== undefined) continue;
        copy = fieldsBefore(value, key);
      }
      if (read !== undefined) copy[key] = read;
    }
    for (const field of required) {
      if ((copy ?? value)[field.name] !== undefined) continue;
      copy ??= { ...value };
      copy[field.name] = zeroOf(field);
    }
    return copy ?? value;
  };
}

function fieldsBefore(value: Fields, end: string): Fields {
  const copy: Fields = {};
  for (const key in value) {
    if (key === end) break;
    copy[key] = value[key];
  }
  return copy;
}

/** A null among the items is the item type's zero value, as in Go; no zero is left out. */
function listReader(elem: Kind, item: Reader): Reader {
  return (value) => {
    if (!Array.isArray(value)) return unclean;
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const given = value[index];
      const read = given === null || given === undefined ? zeroOf(elem) : item(given);
      if (read === unclean) return unclean;
      if (copy) copy.push(read);
      else if (read !== given) copy = [...value.slice(0, index), read];
    }
    return copy ?? value;
  };
}

function mapReader(elem: Kind, item: Reader): Reader {
  return (value) => {
    if (!isMap(value)) return unclean;
    let copy: Fields | undefined;
    for (const key in value) {
      if (key === "__proto__") return unclean;
      const given = value[key];
      const read = given === null || given === undefined ? zeroOf(elem) : item(given);
      if (read === unclean) return unclean;
      if (copy) copy[key] = read;
      else if (read !== given) {
        copy = fieldsBefore(value, key);
        copy[key] = read;
      }
    }
    return copy ?? value;
  };
}

type Kind = Pick<FieldSchema, "kind" | "type" | "elem">;

const text: Reader = (value) => (typeof value === "string" ? value : unclean);
const boolean: Reader = (value) => (typeof value === "boolean" ? value : unclean);

function readerOf(field: Kind): Reader {
  const { kind, type = "", elem = { kind: "string" } } = field;
  switch (kind) {
    case "struct":
      return (value) => readers.get(type)?.(value) ?? unclean;
    case "slice":
      return listReader(elem, readerOf(elem));
    case "map":
      return mapReader(elem, readerOf(elem));
    case "string":
      return text;
    case "bool":
      return boolean;
    case "int32":
    case "int64":
      return (value) => (isInteger(value, kind) ? value : unclean);
    case "opaque":
      return (value) => {
        const read = decodeOpaque(type, value) ?? unclean;
        return isZeroTime(type, read) ? unclean : read;
      };
  }
}

/** Zero values that Go could not tell from absence are left out. */
function withoutZeros(field: FieldSchema): Reader {
  const read = readerOf(field);
  if (field.pointer || field.type === "intstr.IntOrString") return read;
  return (value) => {
    const known = read(value);
    return isZero(known) ? undefined : known;
  };
}

function isZero(value: unknown): boolean {
  if (typeof value !== "object") return value === "" || value === 0 || value === false;
  if (Array.isArray(value)) return value.length === 0;
  for (const _key in value) return false;
  return true;
}

const readers: ReadonlyMap<string, Reader> = new Map(
  Object.keys(schema).map((name): [string, Reader] => {
    const fields = structFields(name);
    const required = fields.filter((field) => !field.omitempty && !field.pointer);
    return [name, structReader(new Map(fields.map((field) => [field.name, withoutZeros(field)])), required)];
  }),
);
