import { create } from "@bufbuild/protobuf";
import { type Literal, LiteralSchema, type Problem, ProblemError, resultOf, valueOrThrow } from "@podwright/core";
import { BlobSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { BlobType_BlobDimensionality } from "@podwright/core/gen/flyteidl2/core/types_pb";
import { joinUri } from "../transfer/join-uri.ts";
import type { DataFolder } from "./data-folder.ts";
import { type FoundOutput, findOutput } from "./find-output.ts";
import { parseSimpleOutput } from "./parse-simple-output.ts";
import type { UploadRequest } from "./upload-request.ts";

/** A file or folder of the outputs that must be uploaded. */
interface BlobOutput extends FoundOutput {
  /** Where it goes; for a folder, where its files go. */
  readonly uri: string;
}

export interface ReadOutputs {
  readonly literals: Readonly<Record<string, Literal>>;
  readonly blobs: readonly BlobOutput[];
}

/**
 * Looks at every output that the interface names, and reads the simple ones. All that is wrong is reported at once.
 * @problems OUTPUT_MISSING, OUTPUT_INVALID, OUTPUT_TOO_LARGE, OUTPUT_UNSAFE, OUTPUT_UNSUPPORTED
 * @source flytecopilot/data/upload.go RecursiveUpload, flyteorg/flyte v2.0.43
 */
export async function readOutputs(
  folder: DataFolder,
  { outputs, rawPrefix }: Pick<UploadRequest, "outputs" | "rawPrefix">,
): Promise<ReadOutputs> {
  const literals: Record<string, Literal> = {};
  const blobs: BlobOutput[] = [];
  const problems: Problem[] = [];
  for (const { key, value } of outputs) {
    const type = value?.type?.type;
    try {
      if (type?.case === "simple") {
        literals[key] = parseSimpleOutput(folder, key, type.value);
      } else if (type?.case === "blob") {
        const found = findOutput(folder, key);
        const uri = joinUri(rawPrefix, key);
        blobs.push({ ...found, uri });
        literals[key] = blobLiteral(uri, found.kind);
      } else {
        problems.push(unsupported(key, type?.case ?? "no type"));
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
  }
  return valueOrThrow(resultOf({ literals, blobs }, problems));
}

/** What stands on disk decides whether it is one file or many, not the declared type; the format is left empty. */
function blobLiteral(uri: string, kind: FoundOutput["kind"]): Literal {
  const { SINGLE, MULTIPART } = BlobType_BlobDimensionality;
  const dimensionality = kind === "folder" ? MULTIPART : SINGLE;
  const blob = create(BlobSchema, { uri, metadata: { type: { format: "", dimensionality } } });
  return create(LiteralSchema, { value: { case: "scalar", value: { value: { case: "blob", value: blob } } } });
}

function unsupported(variable: string, kind: string): Problem {
  return {
    code: "OUTPUT_UNSUPPORTED",
    what: `currently CoPilot uploader does not support ${kind}, the type of output ${JSON.stringify(variable)}`,
    where: "--interface",
    fix: "use a simple type, a file or a directory",
  };
}
