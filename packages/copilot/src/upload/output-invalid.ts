import { ProblemError } from "@podwright/core";

/** @param where - the file or folder that is not what its type asks for */
export function outputInvalid(what: string, where: string, fix: string): ProblemError {
  return new ProblemError([{ code: "OUTPUT_INVALID", what, where, fix }]);
}
