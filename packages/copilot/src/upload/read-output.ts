import { create } from "@bufbuild/protobuf";
import { LiteralSchema, type LiteralType, ProblemError } from "@podwright/core";
import type { DataFolder } from "./data-folder.ts";
import { blobOutput, datasetOutput, schemaOutput } from "./file-output.ts";
import { entriesOf, itemsOf } from "./output-items.ts";
import { type OutputPlace, type OutputReading, withoutFiles } from "./output-place.ts";
import { parseEnumOutput, parseJsonOutput, parseSimpleOutput } from "./parse-simple-output.ts";
import { readUnion } from "./read-union.ts";

/**
 * Reads what stands at a place as a literal of a type: the way back from what a download lays out for such a literal.
 * A list or a map of values may also be one file of JSON.
 * @problems OUTPUT_INVALID, OUTPUT_TOO_LARGE, OUTPUT_MISSING, OUTPUT_UNSAFE, OUTPUT_UNSUPPORTED
 */
export function readOutput(folder: DataFolder, literalType: LiteralType, place: OutputPlace): OutputReading {
  const { type } = literalType;
  switch (type.case) {
    case "simple":
      return withoutFiles(parseSimpleOutput(folder, place, type.value));
    case "enumType":
      return withoutFiles(parseEnumOutput(folder, place, type.value));
    case "blob":
      return blobOutput(place, type.value.format);
    case "schema":
      return schemaOutput(place, type.value);
    case "structuredDatasetType":
      return datasetOutput(place, type.value);
    case "unionType":
      return readUnion(folder, type.value.variants, place, (variant) => readOutput(folder, variant, place));
    case "collectionType":
      if (place.kind === "file") return withoutFiles(parseJsonOutput(folder, place, literalType));
      return readList(folder, type.value, place);
    case "mapValueType":
      if (place.kind === "file") return withoutFiles(parseJsonOutput(folder, place, literalType));
      return readMap(folder, type.value, place);
    case undefined:
      throw outputUnsupported("no type", place.name);
  }
}

/** @param output - for the text: its name */
export function outputUnsupported(kind: string, output: string): ProblemError {
  return new ProblemError([
    {
      code: "OUTPUT_UNSUPPORTED",
      what: `currently CoPilot uploader does not support ${kind}, the type of output ${JSON.stringify(output)}`,
      where: "--interface",
      fix: "use a simple type, a file or a directory",
    },
  ]);
}

function readList(folder: DataFolder, type: LiteralType, place: OutputPlace): OutputReading {
  const areFiles =
    type.type.case === "blob" || type.type.case === "schema" || type.type.case === "structuredDatasetType";
  const readings = itemsOf(folder, place, areFiles).map((item) => readOutput(folder, type, item));
  const literals = readings.map(({ literal }) => literal);
  return {
    literal: create(LiteralSchema, { value: { case: "collection", value: { literals } } }),
    blobs: readings.flatMap(({ blobs }) => blobs),
  };
}

function readMap(folder: DataFolder, type: LiteralType, place: OutputPlace): OutputReading {
  const readings = entriesOf(folder, place).map(([key, item]) => [key, readOutput(folder, type, item)] as const);
  const literals = Object.fromEntries(readings.map(([key, { literal }]) => [key, literal]));
  return {
    literal: create(LiteralSchema, { value: { case: "map", value: { literals } } }),
    blobs: readings.flatMap(([, { blobs }]) => blobs),
  };
}
