import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { failureOf, type InputUpload, type Problem, type Result, success } from "@podwright/core";

/** A file or folder of this machine that must stand in the store before the run. */
export interface Upload {
  /** Absolute. */
  readonly path: string;
  readonly uri: string;
  readonly kind: "file" | "folder";
}

/**
 * Finds the files and folders that inputs name.
 * @problems FILE_MISSING for a path with nothing readable at it, INPUT_TYPE_MISMATCH for a folder in place of a file or the
 * other way round; all at once
 */
export async function locateUploads(
  uploads: readonly InputUpload[],
  workingDirectory: string,
): Promise<Result<readonly Upload[]>> {
  const located: Upload[] = [];
  const problems: Problem[] = [];
  for (const upload of uploads) {
    const path = resolve(workingDirectory, upload.path);
    const kind = upload.dimensionality === "MULTIPART" ? "folder" : "file";
    const problem = await whatIsWrong(upload, path, kind);
    if (problem) problems.push(problem);
    located.push({ path, uri: upload.uri, kind });
  }
  const [first, ...more] = problems;
  return first ? failureOf([first, ...more]) : success(located);
}

async function whatIsWrong(
  { variable, path: given }: InputUpload,
  path: string,
  kind: Upload["kind"],
): Promise<Problem | undefined> {
  const fix = `give ${variable} the path of a ${kind} on this machine, or a URI such as s3://bucket/key`;
  const problem = (code: "FILE_MISSING" | "INPUT_TYPE_MISMATCH", what: string): Problem => {
    return { code, what: `input ${variable} must be a ${kind}, ${what}`, where: given, fix };
  };
  try {
    const found = await stat(path);
    if (kind === "folder" ? found.isDirectory() : found.isFile()) return undefined;
    const observed = found.isDirectory() ? "a folder" : found.isFile() ? "a file" : "a device, pipe or socket";
    return problem("INPUT_TYPE_MISMATCH", `not ${observed}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const reason = code === "ENOENT" ? "there is nothing of that name" : `it cannot be read (${code})`;
    return problem("FILE_MISSING", `and ${reason}`);
  }
}
