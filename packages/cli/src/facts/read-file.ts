import { readFile } from "node:fs/promises";
import { failure, type ProblemCode, type Result, success } from "@podwright/core";

/** How a file that the command line names is called in problems, and which problem it is when it cannot be read. */
export interface FileRole {
  readonly name: string;
  readonly missing: Extract<ProblemCode, "TASK_FILE_MISSING" | "FILE_MISSING">;
  readonly fix: string;
}

/** Reads a file whole. @problems TASK_FILE_MISSING, FILE_MISSING */
export async function readBytes(file: string, role: FileRole): Promise<Result<Uint8Array>> {
  try {
    return success(await readFile(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const what = `cannot read the ${role.name} ${file}: ${reasons[code] ?? code}`;
    return failure({ code: role.missing, what, where: file, fix: role.fix });
  }
}

/** Reads a text file. @problems FILE_MISSING, also when it is not UTF-8 */
export async function readText(file: string, role: FileRole): Promise<Result<string>> {
  const bytes = await readBytes(file, role);
  if (!bytes.ok) return bytes;
  try {
    return success(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value));
  } catch {
    const what = `the ${role.name} ${file} is not a text file: it is not UTF-8`;
    return failure({ code: role.missing, what, where: file, fix: role.fix });
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied (EACCES)",
  EISDIR: "it is a folder (EISDIR)",
  ENOENT: "no such file (ENOENT)",
  ENOTDIR: "a part of its path is no folder (ENOTDIR)",
};
