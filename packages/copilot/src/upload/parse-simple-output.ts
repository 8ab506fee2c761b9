import { type Literal, ProblemError, parseLiteralText, valueOrThrow } from "@podwright/core";
import { SimpleType } from "@podwright/core/gen/flyteidl2/core/types_pb";
import type { DataFolder } from "./data-folder.ts";
import { findOutput } from "./find-output.ts";
import { readSmallFile } from "./read-small-file.ts";

/** Counted before the content is trimmed. @source flytecopilot/data/upload.go, flyteorg/flyte v2.0.43 */
const maxBytes = 1024;

/**
 * Reads an output of simple type from the file that the task wrote.
 * @problems OUTPUT_MISSING, OUTPUT_INVALID, OUTPUT_TOO_LARGE, OUTPUT_UNSAFE
 */
export function parseSimpleOutput(folder: DataFolder, variable: string, type: SimpleType): Literal {
  const { name, kind } = findOutput(folder, variable);
  const path = `${folder.path}/${name}`;
  if (kind === "folder") throw foundFolder(path, SimpleType[type] ?? String(type));
  return valueOrThrow(parseLiteralText(readSmallFile(folder, name, maxBytes), type, path));
}

function foundFolder(path: string, type: string): ProblemError {
  return new ProblemError([
    {
      code: "OUTPUT_INVALID",
      what: `expected file for type [${type}], found dir at path [${path}]`,
      where: path,
      fix: "let the task write one file there",
    },
  ]);
}
