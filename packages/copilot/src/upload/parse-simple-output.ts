import {
  describeType,
  type Literal,
  type LiteralType,
  parseLiteralJson,
  parseLiteralText,
  valueOrThrow,
} from "@podwright/core";
import { type EnumType, SimpleType } from "@podwright/core/gen/flyteidl2/core/types_pb";
import type { DataFolder } from "./data-folder.ts";
import { outputInvalid } from "./output-invalid.ts";
import type { FoundOutput } from "./output-place.ts";
import { readSmallFile } from "./read-small-file.ts";

/** Counted before the content is trimmed. @source flytecopilot/data/upload.go, flyteorg/flyte v2.0.43 */
export const maxSimpleBytes = 1024;

/** A list or map in one file. */
const maxJsonBytes = 1024 * 1024;

/**
 * Reads an output of simple type from the file that the task wrote.
 * @problems OUTPUT_INVALID, OUTPUT_TOO_LARGE, OUTPUT_MISSING, OUTPUT_UNSAFE
 */
export function parseSimpleOutput(folder: DataFolder, found: FoundOutput, type: SimpleType): Literal {
  const path = `${folder.path}/${found.name}`;
  if (found.kind === "folder") throw foundFolder(path, SimpleType[type] ?? String(type));
  return valueOrThrow(parseLiteralText(readSmallFile(folder, found.name, maxSimpleBytes), type, path));
}

/** The same for an enum: a string, and one of its values. */
export function parseEnumOutput(folder: DataFolder, found: FoundOutput, type: EnumType): Literal {
  const literal = parseSimpleOutput(folder, found, SimpleType.STRING);
  const scalar = literal.value.case === "scalar" ? literal.value.value.value : null;
  const text =
    scalar?.case === "primitive" && scalar.value.value.case === "stringValue" ? scalar.value.value.value : "";
  if (type.values.includes(text)) return literal;
  throw outputInvalid(
    `${JSON.stringify(text)} is not one of ${type.values.join(", ")}`,
    `${folder.path}/${found.name}`,
    "let the task write one of these values",
  );
}

/** The same for a list or a map in one file, as JSON. */
export function parseJsonOutput(folder: DataFolder, { name }: FoundOutput, type: LiteralType): Literal {
  const path = `${folder.path}/${name}`;
  if (hasFiles(type)) {
    throw outputInvalid(
      `one file cannot be ${describeType(type)}`,
      path,
      "let the task write a directory with one file or directory for each: 0, 1, … for a list, its key for each in a map",
    );
  }
  return valueOrThrow(parseLiteralJson(readSmallFile(folder, name, maxJsonBytes), type, path));
}

function hasFiles({ type }: LiteralType): boolean {
  if (type.case === "collectionType" || type.case === "mapValueType") return hasFiles(type.value);
  return type.case === "blob" || type.case === "schema" || type.case === "structuredDatasetType";
}

function foundFolder(path: string, type: string): Error {
  return outputInvalid(
    `expected file for type [${type}], found dir at path [${path}]`,
    path,
    "let the task write one file there",
  );
}
