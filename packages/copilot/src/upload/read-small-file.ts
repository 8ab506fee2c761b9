import { closeSync, fstatSync, readFileSync } from "node:fs";
import { ProblemError } from "@podwright/core";
import { localFileProblem } from "../failure/local-file-problem.ts";
import { type DataFolder, openInsideSync } from "./data-folder.ts";

/**
 * A file of the outputs, in memory.
 * @problems OUTPUT_TOO_LARGE, OUTPUT_MISSING, OUTPUT_UNSAFE, LOCAL_FILE_FAILED
 */
export function readSmallFile(folder: DataFolder, name: string, maxBytes: number): Buffer {
  const path = `${folder.path}/${name}`;
  const file = openInsideSync(folder, name);
  try {
    const { size } = fstatSync(file);
    if (size > maxBytes) throw tooLarge(path, size, maxBytes);
    return readFileSync(file);
  } catch (error) {
    throw localFileProblem(error, path);
  } finally {
    closeSync(file);
  }
}

function tooLarge(path: string, sizeBytes: number, maxBytes: number): ProblemError {
  return new ProblemError([
    {
      code: "OUTPUT_TOO_LARGE",
      what: `${path} has ${sizeBytes} bytes; at most ${maxBytes} are read`,
      where: path,
      fix: "write less, or make the output a file (blob)",
    },
  ]);
}
