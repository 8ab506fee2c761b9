import { access, constants, readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { ProblemError } from "@podwright/core";
import type { Upload } from "./locate-uploads.ts";

export interface UploadFile {
  readonly path: string;
  readonly uri: string;
  readonly sizeBytes: number;
}

/**
 * The files of an upload. Of a folder these are all below it, linked ones too; their names below it become their names in the store.
 * Links to folders, sockets and pipes are left out.
 * @problems FILE_MISSING for one that cannot be read
 */
export async function listUpload({ path, uri, kind }: Upload): Promise<readonly UploadFile[]> {
  if (kind === "file") return await fileAt(path, uri);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .sort();
  const files: UploadFile[] = [];
  for (const name of names) files.push(...(await fileAt(join(path, name), `${uri}/${name.split(sep).join("/")}`)));
  return files;
}

async function fileAt(path: string, uri: string): Promise<readonly UploadFile[]> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return [];
    await access(path, constants.R_OK);
    return [{ path, uri, sizeBytes: found.size }];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = `an input's file cannot be read (${code})`;
    throw new ProblemError([
      { code: "FILE_MISSING", what, where: path, fix: "make it readable, or take it out of the folder" },
    ]);
  }
}
