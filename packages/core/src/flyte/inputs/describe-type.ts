import { BlobType_BlobDimensionality, type LiteralType, SimpleType } from "../gen/flyteidl2/core/types_pb.js";

/** A type in a user's words, for `… is not …`: `a float`, `one of RED, GREEN`, `a list, each item a float`. */
export function describeType({ type }: LiteralType): string {
  switch (type.case) {
    case "simple":
      return simpleTypes[type.value] ?? `of the unknown simple type ${type.value}`;
    case "blob":
      return type.value.dimensionality === BlobType_BlobDimensionality.MULTIPART
        ? "a directory (a URI or a path of this machine)"
        : "a file (a URI or a path of this machine)";
    case "collectionType":
      return `a list, each item ${describeType(type.value)}`;
    case "mapValueType":
      return `a map, each value ${describeType(type.value)}`;
    case "enumType":
      return `one of ${type.value.values.join(", ")}`;
    case "unionType":
      return type.value.variants.map(describeType).join(", or ");
    case "schema":
      return "a schema (a URI)";
    case "structuredDatasetType":
      return "a structured dataset (a URI)";
    case undefined:
      return "of a type that this version does not know";
  }
}

const simpleTypes: Readonly<Partial<Record<SimpleType, string>>> = {
  [SimpleType.NONE]: "null",
  [SimpleType.INTEGER]: "an integer of 64 bits",
  [SimpleType.FLOAT]: "a float",
  [SimpleType.STRING]: "a string",
  [SimpleType.BOOLEAN]: "true or false",
  [SimpleType.DATETIME]: "a datetime such as 2026-02-03T04:05:06Z",
  [SimpleType.DURATION]: "a duration such as 1h30m or 1.5s",
  [SimpleType.BINARY]: "a binary, which only a .pb can give",
  [SimpleType.ERROR]: "an error, which only a .pb can give",
  [SimpleType.STRUCT]: "a JSON object",
};
