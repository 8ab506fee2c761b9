import type { LiteralType } from "@podwright/core";
import { BlobType_BlobDimensionality, SimpleType } from "@podwright/core/gen/flyteidl2/core/types_pb";

/** A type in a user's words: `float`, `file`, `list of integer`, `string or none`. */
export function renderType({ type }: LiteralType): string {
  switch (type.case) {
    case "simple":
      return SimpleType[type.value]?.toLowerCase() ?? `simple type ${type.value}`;
    case "blob":
      return type.value.dimensionality === BlobType_BlobDimensionality.MULTIPART ? "directory" : "file";
    case "collectionType":
      return `list of ${renderType(type.value)}`;
    case "mapValueType":
      return `map of ${renderType(type.value)}`;
    case "enumType":
      return `one of ${type.value.values.join(", ")}`;
    case "unionType":
      return type.value.variants.map(renderType).join(" or ");
    case "schema":
      return "schema";
    case "structuredDatasetType":
      return "structured dataset";
    case undefined:
      return "any type";
  }
}
