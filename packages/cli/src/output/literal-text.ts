import { toJson } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { formatGoDuration, type Literal } from "@podwright/core";
import type { Primitive, Scalar } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { renderBytes } from "./units.ts";

/** A literal as people read it: text as it is, numbers plainly, blobs by their URI, lists and maps as JSON. */
export function renderLiteral(literal: Literal): string {
  const value = plainValue(literal);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The URIs of the files and directories in a literal. */
export function blobUris({ value }: Literal): readonly string[] {
  switch (value.case) {
    case "collection":
      return value.value.literals.flatMap(blobUris);
    case "map":
      return Object.values(value.value.literals).flatMap(blobUris);
    case "scalar": {
      const scalar = value.value.value;
      if (scalar.case === "union") return scalar.value.value ? blobUris(scalar.value.value) : [];
      return scalar.case === "blob" || scalar.case === "schema" ? [scalar.value.uri] : [];
    }
    default:
      return [];
  }
}

function plainValue({ value }: Literal): unknown {
  switch (value.case) {
    case "scalar":
      return scalarValue(value.value);
    case "collection":
      return value.value.literals.map(plainValue);
    case "map":
      return Object.fromEntries(Object.entries(value.value.literals).map(([key, item]) => [key, plainValue(item)]));
    case "offloadedMetadata":
      return value.value.uri;
    case undefined:
      return null;
  }
}

function scalarValue({ value }: Scalar): unknown {
  switch (value.case) {
    case "primitive":
      return primitiveValue(value.value);
    case "blob":
    case "schema":
    case "structuredDataset":
      return value.value.uri;
    case "binary":
      return `${renderBytes(value.value.value.length)} of ${value.value.tag || "binary data"}`;
    case "generic":
      return value.value;
    case "error":
      return value.value.message;
    case "union":
      return value.value.value ? plainValue(value.value.value) : null;
    case "noneType":
    case undefined:
      return null;
  }
}

function primitiveValue({ value }: Primitive): unknown {
  switch (value.case) {
    case "integer":
      return Number.isSafeInteger(Number(value.value)) ? Number(value.value) : String(value.value);
    case "floatValue":
      return Number.isFinite(value.value) ? value.value : String(value.value);
    case "datetime":
      return toJson(TimestampSchema, value.value);
    case "duration":
      return formatGoDuration(value.value.seconds * 1_000_000_000n + BigInt(value.value.nanos));
    default:
      return value.value ?? null;
  }
}
