import { readdir, stat } from "node:fs/promises";
import { join, normalize } from "node:path";
import { failure, type Problem, problemsOf, type Result, resultOf, success, valuesOf } from "@podwright/core";
import { documentLimits } from "./document-limits.ts";
import { fileTooLarge } from "./find-too-large.ts";
import { notText } from "./not-text.ts";
import { peekText } from "./peek-text.ts";
import { fileReasonOf, readText } from "./read-text.ts";
import { mentionsKind } from "./taken-kind.ts";

export interface TextFile {
  readonly file: string;
  readonly text: string;
  /** The folder that it was found in, where files that hold other things are passed over; absent: it was named itself. */
  readonly folder?: string;
}

/**
 * Reads files and folders: of a folder its `*.yaml`, `*.yml` and `*.json`, sorted by name, not those of folders in it (as `kubectl -f` does).
 * What stands in a folder and cannot be read is passed over, unless it speaks of one of the kinds.
 * @problems MANIFEST_FILE_MISSING, MANIFEST_INVALID (not UTF-8), MANIFEST_TOO_LARGE, one for each path
 */
export async function readFiles(
  paths: readonly string[],
  kinds: readonly string[],
): Promise<Result<readonly TextFile[]>> {
  const listings = await Promise.all(paths.map(listFiles));
  const files = new Map<string, Listed>();
  for (const each of valuesOf(listings).flat())
    if (each.folder === undefined || !files.has(each.file)) files.set(each.file, each);
  const readings = await Promise.all([...files.values()].map((each) => readTextFile(each, kinds)));
  return resultOf(valuesOf(readings).flat(), problemsOf([...listings, ...readings]));
}

type Listed = Omit<TextFile, "text">;

async function listFiles(path: string): Promise<Result<readonly Listed[]>> {
  try {
    if (!(await stat(path)).isDirectory()) return success([{ file: normalize(path) }]);
    const names = (await readdir(path)).filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
    if (names.length === 0) return failure(missing(path, "the folder has no *.yaml, *.yml or *.json file"));
    return success(names.map((name) => ({ file: join(path, name), folder: path })));
  } catch (error) {
    return failure(missing(path, fileReasonOf(error)));
  }
}

async function readTextFile(listed: Listed, kinds: readonly string[]): Promise<Result<readonly TextFile[]>> {
  const { file, folder } = listed;
  const read = await readText(file, documentLimits.fileBytes);
  if ("text" in read) return success([{ ...listed, text: read.text }]);
  if (folder !== undefined && read.refused !== "unreadable" && !mentionsKind(await peekText(file), kinds))
    return success([]);
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
