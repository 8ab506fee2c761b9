import type { Literal, LiteralType } from "@podwright/core";
import type { Primitive, Scalar } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { SimpleType } from "@podwright/core/gen/flyteidl2/core/types_pb";

/** Whether a literal, as a client serialized it, is of a type. What is offloaded to the store is taken on trust. */
export function fitsType(literal: Literal, { type }: LiteralType): boolean {
  const { value } = literal;
  if (value.case === "offloadedMetadata" || type.case === undefined) return true;
  if (type.case === "unionType") {
    const inner =
      value.case === "scalar" && value.value.value.case === "union" ? value.value.value.value.value : literal;
    return inner !== undefined && type.value.variants.some((variant) => fitsType(inner, variant));
  }
  switch (value.case) {
    case "collection":
      return type.case === "collectionType" && value.value.literals.every((item) => fitsType(item, type.value));
    case "map":
      return (
        type.case === "mapValueType" && Object.values(value.value.literals).every((item) => fitsType(item, type.value))
      );
    case "scalar":
      return scalarFits(value.value, type);
    case undefined:
      return type.case === "simple" && type.value === SimpleType.NONE;
  }
}

function scalarFits({ value }: Scalar, type: LiteralType["type"]): boolean {
  switch (value.case) {
    case "primitive":
      return primitiveFits(value.value, type);
    case "blob":
      return type.case === "blob" && (value.value.metadata?.type?.dimensionality ?? 0) === type.value.dimensionality;
    case "schema":
      return type.case === "schema";
    case "structuredDataset":
      return type.case === "structuredDatasetType" || type.case === "schema";
    case "generic":
    case "binary":
      return (
        type.case === "mapValueType" ||
        type.case === "collectionType" ||
        (type.case === "simple" && (type.value === SimpleType.STRUCT || type.value === SimpleType.BINARY))
      );
    case "noneType":
      return type.case === "simple" && type.value === SimpleType.NONE;
    case "error":
      return type.case === "simple" && type.value === SimpleType.ERROR;
    case "union":
    case undefined:
      return false;
  }
}

function primitiveFits({ value }: Primitive, type: LiteralType["type"]): boolean {
  if (type.case === "enumType") return value.case === "stringValue" && type.value.values.includes(value.value);
  if (type.case !== "simple" || value.case === undefined) return false;
  return primitiveTypes[value.case] === type.value;
}

const primitiveTypes = {
  integer: SimpleType.INTEGER,
  floatValue: SimpleType.FLOAT,
  stringValue: SimpleType.STRING,
  boolean: SimpleType.BOOLEAN,
  datetime: SimpleType.DATETIME,
  duration: SimpleType.DURATION,
} as const;
