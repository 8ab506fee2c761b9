import { create, type JsonObject, type JsonValue } from "@bufbuild/protobuf";
import { isInt64 } from "../../go/integer.ts";
import { type Literal, LiteralSchema } from "../gen/flyteidl2/core/literals_pb.js";
import { type LiteralType, SimpleType } from "../gen/flyteidl2/core/types_pb.js";
import { primitiveLiteral, scalarLiteral } from "../make-literal.ts";
import { simpleTypeTexts } from "../simple-type-texts.ts";
import { describeType } from "./describe-type.ts";
import { type ExactJson, isJsonObject, quoteJson } from "./exact-json.ts";
import { type InputPath, type InputReading, readingOf } from "./input-reading.ts";
import { isUri } from "./place-uploads.ts";

/** Reads what stands for one scalar: of a simple type, an enum, a blob, a schema or a structured dataset. Undefined: not of this type. */
export type LeafReader = (json: ExactJson, type: LiteralType) => Literal | undefined;

/**
 * The literal that a JSON value stands for in an input of this type. Datetimes (RFC 3339), durations (Go's form), enums,
 * URIs and paths are strings; of a union the first variant counts that takes the value. A file's path stands in its blob as
 * it was given.
 * @param readLeaf - for values that are not an input's
 */
export function jsonInput(
  json: ExactJson,
  type: LiteralType,
  path: InputPath,
  readLeaf: LeafReader = inputLeaf,
): InputReading {
  return read(json, type, path, readLeaf) ?? { observed: quoteJson(json), wanted: describeType(type), path };
}

/** Undefined: not of this type. */
function read(
  json: ExactJson,
  literalType: LiteralType,
  path: InputPath,
  readLeaf: LeafReader,
): InputReading | undefined {
  const { type } = literalType;
  switch (type.case) {
    case "collectionType":
      return Array.isArray(json) ? listInput(json, type.value, path, readLeaf) : undefined;
    case "mapValueType":
      return isJsonObject(json) ? mapInput(json, type.value, path, readLeaf) : undefined;
    case "unionType":
      return unionInput(type.value.variants, (variant) => jsonInput(json, variant, path, readLeaf));
    default:
      return readingOf(readLeaf(json, literalType));
  }
}

function inputLeaf(json: ExactJson, literalType: LiteralType): Literal | undefined {
  const { type } = literalType;
  switch (type.case) {
    case "blob": {
      const metadata = { type: type.value };
      if (typeof json !== "string" || json === "") return undefined;
      return scalarLiteral({ case: "blob", value: { uri: json, metadata } });
    }
    case "schema":
      return uriInput(json, (uri) => scalarLiteral({ case: "schema", value: { uri, type: type.value } }));
    case "structuredDatasetType": {
      const metadata = { structuredDatasetType: type.value };
      return uriInput(json, (uri) => scalarLiteral({ case: "structuredDataset", value: { uri, metadata } }));
    }
    default:
      return valueLeaf(json, literalType);
  }
}

/** Of simple types and enums. Undefined: not of this type, or of one whose values stand in files. */
export function valueLeaf(json: ExactJson, { type }: LiteralType): Literal | undefined {
  if (type.case === "simple") return simpleLiteral(json, type.value);
  if (type.case !== "enumType" || typeof json !== "string" || !type.value.values.includes(json)) return undefined;
  return primitiveLiteral({ case: "stringValue", value: json });
}

/** The first variant that takes the value, wrapped with its type. */
export function unionInput(
  variants: readonly LiteralType[],
  readAs: (variant: LiteralType) => InputReading,
): InputReading | undefined {
  for (const type of variants) {
    const reading = readAs(type);
    if ("literal" in reading) {
      return { literal: scalarLiteral({ case: "union", value: { value: reading.literal, type } }) };
    }
  }
  return undefined;
}

function simpleLiteral(json: ExactJson, type: SimpleType): Literal | undefined {
  switch (type) {
    case SimpleType.NONE:
      return json === null ? scalarLiteral({ case: "noneType", value: {} }) : undefined;
    case SimpleType.INTEGER:
      return integerLiteral(json);
    case SimpleType.FLOAT:
      if (typeof json !== "number" && typeof json !== "bigint") return undefined;
      return primitiveLiteral({ case: "floatValue", value: Number(json) });
    case SimpleType.BOOLEAN:
      return typeof json === "boolean" ? primitiveLiteral({ case: "boolean", value: json }) : undefined;
    case SimpleType.STRING:
    case SimpleType.DATETIME:
    case SimpleType.DURATION:
      return typeof json === "string" ? simpleTypeTexts[type]?.parse(json) : undefined;
    case SimpleType.STRUCT:
      return isJsonObject(json) ? scalarLiteral({ case: "generic", value: rounded(json) as JsonObject }) : undefined;
    default:
      return undefined;
  }
}

function integerLiteral(json: ExactJson): Literal | undefined {
  const value = typeof json === "number" && Number.isSafeInteger(json) ? BigInt(json) : json;
  return typeof value === "bigint" && isInt64(value) ? primitiveLiteral({ case: "integer", value }) : undefined;
}

/** A struct's numbers are doubles, whatever they were. */
function rounded(json: ExactJson): JsonValue {
  if (typeof json === "bigint") return Number(json);
  if (Array.isArray(json)) return json.map(rounded);
  if (!isJsonObject(json)) return json as JsonValue;
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [name, rounded(member)]));
}

function uriInput(json: ExactJson, literalAt: (uri: string) => Literal): Literal | undefined {
  return typeof json === "string" && isUri(json) ? literalAt(json) : undefined;
}

function listInput(
  items: readonly ExactJson[],
  type: LiteralType,
  path: InputPath,
  readLeaf: LeafReader,
): InputReading {
  const readings = items.map((item, index) => jsonInput(item, type, [...path, index], readLeaf));
  return joined(readings, (literals) => create(LiteralSchema, { value: { case: "collection", value: { literals } } }));
}

function mapInput(
  map: { readonly [key: string]: ExactJson },
  type: LiteralType,
  path: InputPath,
  readLeaf: LeafReader,
): InputReading {
  const keys = Object.keys(map);
  const readings = keys.map((key) => jsonInput(map[key] ?? null, type, [...path, key], readLeaf));
  return joined(readings, (items) => {
    const literals = Object.fromEntries(keys.map((key, index) => [key, items[index] as Literal]));
    return create(LiteralSchema, { value: { case: "map", value: { literals } } });
  });
}

/** All items in one literal, or the first that does not fit. */
function joined(readings: readonly InputReading[], join: (literals: Literal[]) => Literal): InputReading {
  const literals: Literal[] = [];
  for (const reading of readings) {
    if (!("literal" in reading)) return reading;
    literals.push(reading.literal);
  }
  return { literal: join(literals) };
}
