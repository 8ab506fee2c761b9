import { failure, type Problem, type ProblemCode, type Result, success } from "@podwright/core";
import { documentLimits, readAtMost } from "@podwright/manifests";

/** How a file that the command line names is called in problems, and which problem it is when it cannot be read. */
export interface FileRole {
  readonly name: string;
  readonly missing: Extract<ProblemCode, "TASK_FILE_MISSING" | "FILE_MISSING">;
  readonly fix: string;
}

/** Reads a file whole; of a larger one no more than `maxBytes`. @problems TASK_FILE_MISSING, FILE_MISSING, FILE_TOO_LARGE */
export async function readBytes(file: string, role: FileRole, maxBytes: number): Promise<Result<Uint8Array>> {
  try {
    const bytes = await readAtMost(file, maxBytes);
    return bytes ? success(bytes) : failure(tooLarge(file, role, maxBytes));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === "ENOENT" && file.endsWith("/")) return failure(noFolder(file, role));
    const what = `cannot read the ${role.name} ${file}: ${reasons[code] ?? code}`;
    return failure({ code: role.missing, what, where: file, fix: role.fix });
  }
}

/** Who ends a path with a slash means a folder. */
function noFolder(path: string, { missing, fix }: FileRole): Problem {
  return { code: missing, what: `there is no folder ${path}`, where: path, fix: `check the path, or ${fix}` };
}

function tooLarge(file: string, { name, fix }: FileRole, maxBytes: number): Problem {
  const what = `the ${name} ${file} has more than ${maxBytes} bytes; no larger one is read`;
  return { code: "FILE_TOO_LARGE", what, where: file, fix };
}

/** Reads a text file. @problems FILE_MISSING, FILE_TOO_LARGE; MANIFEST_INVALID when it is not UTF-8 */
export async function readText(file: string, role: FileRole): Promise<Result<string>> {
  const bytes = await readBytes(file, role, documentLimits.fileBytes);
  if (!bytes.ok) return bytes;
  try {
    return success(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value));
  } catch {
    const what = `the ${role.name} ${file} is not a text file: it is not UTF-8`;
    return failure({ code: "MANIFEST_INVALID", what, where: file, fix: "save it as UTF-8" });
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied (EACCES)",
  EISDIR: "it is a folder (EISDIR)",
  ENOENT: "no such file (ENOENT)",
  ENOTDIR: "a part of its path is no folder (ENOTDIR)",
};
