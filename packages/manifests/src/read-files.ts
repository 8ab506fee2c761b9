import { readdir, stat } from "node:fs/promises";
import { join, normalize } from "node:path";
import { failure, type Problem, problemsOf, type Result, resultOf, success, valuesOf } from "@podwright/core";
import { documentLimits } from "./document-limits.ts";
import { fileTooLarge } from "./find-too-large.ts";
import { fileReasonOf, readText } from "./read-text.ts";

export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads files and folders: of a folder its `*.yaml`, `*.yml` and `*.json`, sorted by name, not those of folders in it (as `kubectl -f` does).
 * @problems MANIFEST_FILE_MISSING, MANIFEST_INVALID (not UTF-8), MANIFEST_TOO_LARGE, one for each path
 */
export async function readFiles(paths: readonly string[]): Promise<Result<readonly TextFile[]>> {
  const listings = await Promise.all(paths.map(listFiles));
  const files = [...new Set(valuesOf(listings).flat())];
  const readings = await Promise.all(files.map(readTextFile));
  return resultOf(valuesOf(readings), problemsOf([...listings, ...readings]));
}

async function listFiles(path: string): Promise<Result<readonly string[]>> {
  try {
    if (!(await stat(path)).isDirectory()) return success([normalize(path)]);
    const names = (await readdir(path)).filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
    if (names.length === 0) return failure(missing(path, "the folder has no *.yaml, *.yml or *.json file"));
    return success(names.map((name) => join(path, name)));
  } catch (error) {
    return failure(missing(path, fileReasonOf(error)));
  }
}

async function readTextFile(file: string): Promise<Result<TextFile>> {
  const read = await readText(file, documentLimits.fileBytes);
  if ("text" in read) return success({ file, text: read.text });
  switch (read.refused) {
    case "too large":
      return failure(fileTooLarge(file));
    case "not UTF-8":
      return failure(notText(file));
    case "unreadable":
      return failure(missing(file, read.reason));
  }
}

function missing(path: string, reason: string): Problem {
  return {
    code: "MANIFEST_FILE_MISSING",
    what: `cannot read the manifests of ${path}: ${reason}`,
    where: path,
    fix: "give YAML or JSON files, or folders of them, that can be read; all that stands behind -f counts as such",
  };
}

function notText(file: string): Problem {
  return {
    code: "MANIFEST_INVALID",
    what: "not a text file: it is not UTF-8",
    where: file,
    fix: "give a YAML or JSON file; binary contents go into a ConfigMap's binaryData in base64",
  };
}
