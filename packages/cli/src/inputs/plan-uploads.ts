import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { create } from "@bufbuild/protobuf";
import { failure, type Literal, type LiteralMap, type Problem, type Result, success } from "@podwright/core";
import { type Blob, LiteralMapSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { BlobType_BlobDimensionality } from "@podwright/core/gen/flyteidl2/core/types_pb";
import { mapBlobs } from "./map-blobs.ts";

/** A file or folder of this machine that must stand in the store before the run. */
export interface Upload {
  readonly path: string;
  readonly uri: string;
  readonly kind: "file" | "folder";
}

/** Inputs whose files all stand in a store, once the uploads are done. */
export interface PlannedInputs {
  readonly inputs: LiteralMap;
  readonly uploads: readonly Upload[];
}

/**
 * Gives each blob that is a local path a URI below `uploadUri`, and says what to upload. What has a scheme is left alone.
 * @problems INPUT_INVALID, one for each path that is missing, or a folder where a file should be
 */
export async function planUploads(
  inputs: LiteralMap,
  { uploadUri, workingDirectory }: { readonly uploadUri: string; readonly workingDirectory: string },
): Promise<Result<PlannedInputs>> {
  const uploads: Upload[] = [];
  const problems: Problem[] = [];
  const literals: Record<string, Literal> = {};
  for (const [name, literal] of Object.entries(inputs.literals)) {
    literals[name] = await mapBlobs(literal, async (blob) => {
      if (/^[a-z][a-z0-9+.-]*:\/\//i.test(blob.uri)) return blob.uri;
      const path = resolve(workingDirectory, blob.uri);
      const kind = isMultipart(blob) ? "folder" : "file";
      const wrong = await whatIsWrong(path, kind);
      if (wrong) problems.push(notThere(name, blob.uri, `${kind}, ${wrong}`));
      const uri = `${uploadUri}/${name}/${uploads.length}/${basename(path)}`;
      uploads.push({ path, uri, kind });
      return uri;
    });
  }
  const [first, ...more] = problems;
  return first ? failure(first, ...more) : success({ inputs: create(LiteralMapSchema, { literals }), uploads });
}

function isMultipart(blob: Blob): boolean {
  return blob.metadata?.type?.dimensionality === BlobType_BlobDimensionality.MULTIPART;
}

async function whatIsWrong(path: string, kind: Upload["kind"]): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (kind === "folder") return found.isDirectory() ? undefined : "not a file";
    return found.isFile() ? undefined : found.isDirectory() ? "not a folder" : "not a device or pipe";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "and there is nothing of that name" : `and it cannot be read (${code})`;
  }
}

function notThere(name: string, path: string, reason: string): Problem {
  return {
    code: "INPUT_INVALID",
    what: `input ${name} must be a ${reason}`,
    where: path,
    fix: "give the path of something on this machine, or a URI such as s3://bucket/key",
  };
}
