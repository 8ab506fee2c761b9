import type { Literal, Primitive, Scalar } from "../gen/flyteidl2/core/literals_pb.js";
import { type LiteralType, SimpleType } from "../gen/flyteidl2/core/types_pb.js";

/**
 * Whether a literal, as a client serialized it, is of a type. Taken on trust, since only the task can look inside:
 * literals stored apart (offloaded), and binaries, which clients may send in place of any value (msgpack).
 * @source flytepropeller/pkg/compiler/validators/typing.go AreTypesCastable, flyteorg/flyte v1.16.8;
 * flytekit/core/type_engine.py from_binary_idl, flytekit 1.16.31
 */
export function literalFits(literal: Literal, { type }: LiteralType): boolean {
  const { value } = literal;
  if (value.case === undefined) return false;
  if (value.case === "offloadedMetadata" || type.case === undefined) return true;
  if (value.case === "scalar" && value.value.value.case === "binary") return true;
  if (type.case === "unionType") {
    const inner = unwrapped(literal);
    return inner !== undefined && type.value.variants.some((variant) => literalFits(inner, variant));
  }
  switch (value.case) {
    case "collection":
      return type.case === "collectionType" && value.value.literals.every((item) => literalFits(item, type.value));
    case "map": {
      const items = Object.values(value.value.literals);
      return type.case === "mapValueType" && items.every((item) => literalFits(item, type.value));
    }
    case "scalar":
      return scalarFits(value.value, type);
  }
}

function unwrapped(literal: Literal): Literal | undefined {
  const { value } = literal;
  return value.case === "scalar" && value.value.value.case === "union" ? value.value.value.value.value : literal;
}

function scalarFits({ value }: Scalar, type: LiteralType["type"]): boolean {
  switch (value.case) {
    case "primitive":
      return primitiveFits(value.value, type);
    case "blob":
      return type.case === "blob" && (value.value.metadata?.type?.dimensionality ?? 0) === type.value.dimensionality;
    case "schema":
    case "structuredDataset":
      return type.case === "schema" || type.case === "structuredDatasetType";
    case "generic":
      return isSimple(type, SimpleType.STRUCT);
    case "noneType":
      return isSimple(type, SimpleType.NONE);
    case "error":
      return isSimple(type, SimpleType.ERROR);
    default:
      return false;
  }
}

function primitiveFits({ value }: Primitive, type: LiteralType["type"]): boolean {
  if (type.case === "enumType") return value.case === "stringValue" && type.value.values.includes(value.value);
  return value.case !== undefined && isSimple(type, primitiveTypes[value.case]);
}

function isSimple(type: LiteralType["type"], wanted: SimpleType): boolean {
  return type.case === "simple" && type.value === wanted;
}

const primitiveTypes = {
  integer: SimpleType.INTEGER,
  floatValue: SimpleType.FLOAT,
  stringValue: SimpleType.STRING,
  boolean: SimpleType.BOOLEAN,
  datetime: SimpleType.DATETIME,
  duration: SimpleType.DURATION,
} as const;
