import { type DecodedTask, decodeTaskSpec, maxTaskFileBytes, type Result } from "@podwright/core";
import { type FileRole, readBytes } from "./read-file.ts";

const role: FileRole = {
  name: "task file",
  missing: "TASK_FILE_MISSING",
  fix: "give the .pb or .json file that a Flyte client serialized, such as one that `pyflyte --pkgs PACKAGE package` writes",
};

/** @problems TASK_FILE_MISSING, TASK_FILE_INVALID, FILE_TOO_LARGE; TASK_FIELDS_UNKNOWN as a warning */
export async function readTask(file: string): Promise<Result<DecodedTask>> {
  const bytes = await readBytes(file, role, maxTaskFileBytes);
  return bytes.ok ? decodeTaskSpec(bytes.value, file) : bytes;
}
