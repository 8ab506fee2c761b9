import {
  create,
  type DescField,
  type DescMessage,
  type DescOneof,
  fromJson,
  type JsonValue,
  type MessageShape,
  ScalarType,
} from "@bufbuild/protobuf";
import { Edition, isWrapperDesc } from "@bufbuild/protobuf/wkt";
import { notPlain, type PlainReader, plainEnum, plainScalar, readsNothing } from "./plain-scalar.ts";

/**
 * Reads protojson that is written as protojson is printed: fields by their JSON names, enums by name, no nulls, nothing unknown. What comes out
 * is what `fromJson` gives, in a fraction of its time; a `Struct` is shared with `json`, not copied.
 * For JSON from where one may trust it: how deep it is nested is not looked at.
 * @returns undefined for JSON that is written in another way, or is wrong: `fromJson` reads it, or says why not
 */
export function readPlainMessage<Schema extends DescMessage>(
  schema: Schema,
  json: unknown,
): MessageShape<Schema> | undefined {
  const read = messageReader(schema)(json);
  return read === notPlain ? undefined : (read as MessageShape<Schema>);
}

type Fields = Record<string, unknown>;

const readers = new WeakMap<DescMessage, PlainReader>();

function messageReader(desc: DescMessage): PlainReader {
  const known = readers.get(desc);
  if (known) return known;
  const reader = isOrdinary(desc) ? fieldByField(desc) : slowly(desc);
  readers.set(desc, reader);
  return reader;
}

/** Whether a message is plain data, and in JSON an object of its fields. */
function isOrdinary({ file, typeName }: DescMessage): boolean {
  return file.edition === Edition.EDITION_PROTO3 && !typeName.startsWith("google.protobuf.");
}

function slowly(desc: DescMessage): PlainReader {
  return (json) => {
    try {
      return fromJson(desc, json as JsonValue);
    } catch {
      return notPlain;
    }
  };
}

interface Member {
  /** In the message. */
  readonly name: string;
  readonly read: PlainReader;
  /** What holds the field if it is one case of several. */
  readonly oneof: string | undefined;
}

function fieldByField(desc: DescMessage): PlainReader {
  const empty = create(desc) as unknown as Fields;
  const unshared = desc.members.filter(isHolder).map(({ localName }) => localName);
  let members: ReadonlyMap<string, Member> | undefined;
  return (json) => {
    if (!isObject(json)) return notPlain;
    // Not before a message comes: a type may hold itself.
    members ??= new Map(desc.fields.map((field) => [field.jsonName, memberOf(field)]));
    const message = { ...empty };
    for (const key in json) {
      const member = members.get(key);
      if (member === undefined) return notPlain;
      const value = member.read(json[key]);
      if (value === notPlain) return notPlain;
      const { name, oneof } = member;
      if (oneof === undefined) message[name] = value;
      else if (message[oneof] === empty[oneof]) message[oneof] = { case: name, value };
      else return notPlain;
    }
    for (const name of unshared) {
      if (message[name] === empty[name])
        message[name] = Array.isArray(empty[name]) ? [] : { ...(empty[name] as Fields) };
    }
    return message;
  };
}

/** Whether no two messages may share what is there when nothing is given: a list, a map, the place of a oneof. */
function isHolder(member: DescField | DescOneof): boolean {
  return member.kind === "oneof" || member.fieldKind === "list" || member.fieldKind === "map";
}

function memberOf(field: DescField): Member {
  return { name: field.localName, read: fieldReader(field), oneof: field.oneof?.localName };
}

function fieldReader(field: DescField): PlainReader {
  switch (field.fieldKind) {
    case "scalar":
      return plainScalar(field.scalar);
    case "enum":
      return plainEnum(field.enum);
    case "message":
      return isWrapperDesc(field.message) ? readsNothing : innerReader(field.message);
    case "list":
      return listReader(itemReader(field));
    case "map":
      return field.mapKey === ScalarType.STRING ? mapReader(itemReader(field)) : readsNothing;
  }
}

function itemReader(field: DescField & { fieldKind: "list" | "map" }): PlainReader {
  if (field.message) return innerReader(field.message);
  return field.enum ? plainEnum(field.enum) : plainScalar(field.scalar as ScalarType);
}

/** A struct among a message's fields is the JSON itself. */
function innerReader(message: DescMessage): PlainReader {
  if (message.typeName !== "google.protobuf.Struct") return messageReader(message);
  return (json) => (isObject(json) ? json : notPlain);
}

function listReader(read: PlainReader): PlainReader {
  return (json) => {
    if (!Array.isArray(json)) return notPlain;
    const items: unknown[] = [];
    for (const item of json) {
      const value = read(item);
      if (value === notPlain) return notPlain;
      items.push(value);
    }
    return items;
  };
}

function mapReader(read: PlainReader): PlainReader {
  return (json) => {
    if (!isObject(json)) return notPlain;
    const entries: Fields = {};
    for (const key in json) {
      const value = key === "__proto__" ? notPlain : read(json[key]);
      if (value === notPlain) return notPlain;
      entries[key] = value;
    }
    return entries;
  };
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
