import {
  type Literal,
  type LiteralType,
  LiteralTypeSchema,
  messageText,
  type Problem,
  ProblemError,
  resultOf,
  valueOrThrow,
} from "@podwright/core";
import { joinUri } from "../transfer/join-uri.ts";
import type { DataFolder } from "./data-folder.ts";
import { blobOutput } from "./file-output.ts";
import { type FindOutput, outputFinder, outputMissing } from "./find-output.ts";
import { type OutputPlace, type OutputReading, withoutFiles } from "./output-place.ts";
import { outputUnsupported, readOutput } from "./read-output.ts";
import { noneOf } from "./read-union.ts";
import type { UploadRequest } from "./upload-request.ts";

export interface ReadOutputs {
  readonly literals: Readonly<Record<string, Literal>>;
  /** Files and folders of the outputs that must be uploaded. */
  readonly blobs: readonly OutputPlace[];
}

/**
 * Looks at every output that the interface names, and reads those that are no files. All that is wrong is reported at once.
 * @problems OUTPUT_MISSING, OUTPUT_INVALID, OUTPUT_TOO_LARGE, OUTPUT_UNSAFE, OUTPUT_UNSUPPORTED
 * @source flytecopilot/data/upload.go RecursiveUpload, flyteorg/flyte v2.0.43
 */
export async function readOutputs(
  folder: DataFolder,
  { outputs, rawPrefix, literalTypes = "all" }: Pick<UploadRequest, "outputs" | "rawPrefix" | "literalTypes">,
): Promise<ReadOutputs> {
  const find = outputFinder(folder);
  const literals = new Map<string, Literal>();
  const blobs: OutputPlace[] = [];
  const problems: Problem[] = [];
  for (const { key, value } of outputs) {
    try {
      if (literals.has(key)) throw repeated(key);
      const kind = value?.type?.type.case;
      const isTaken = literalTypes === "all" || kind === "simple" || kind === "blob";
      if (!value?.type) throw outputUnsupported(literalTypes === "all" ? "no type" : "[<nil>]", key);
      if (!isTaken) throw outputUnsupported(`[${messageText(LiteralTypeSchema, value.type)}]`, key);
      const reading = readVariable({ folder, find, uri: joinUri(rawPrefix, key) }, key, value.type);
      literals.set(key, reading.literal);
      for (const blob of reading.blobs) blobs.push(blob);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
  }
  return valueOrThrow(resultOf({ literals: Object.fromEntries(literals), blobs }, problems));
}

interface Source {
  readonly folder: DataFolder;
  readonly find: FindOutput;
  readonly uri: string;
}

function readVariable({ folder, find, uri }: Source, variable: string, type: LiteralType): OutputReading {
  const found = find(variable);
  if (found === null) {
    const none = type.type.case === "unionType" ? noneOf(type.type.value.variants) : null;
    if (none) return withoutFiles(none);
    throw outputMissing(folder, variable, "the task did not write it");
  }
  const place = { ...found, uri };
  // As upstream: a file or directory that is an output by itself has an empty format.
  return type.type.case === "blob" ? blobOutput(place, "") : readOutput(folder, type, place);
}

function repeated(variable: string): ProblemError {
  return new ProblemError([
    {
      code: "INTERFACE_INVALID",
      what: `two outputs are called ${JSON.stringify(variable)}`,
      where: "--interface",
      fix: "give each output a name of its own",
    },
  ]);
}
