import { ProblemError } from "@podwright/core";

/**
 * What the copilot does not read for the task, with its own rights: rule B9 of the security boundary.
 * @param reason - as in "it leads outside the output directory"
 */
export function outputUnsafe(path: string, reason: string): ProblemError {
  return new ProblemError([
    {
      code: "OUTPUT_UNSAFE",
      what: `the copilot does not read ${path} for the task: ${reason}`,
      where: path,
      fix: "write outputs as regular files and directories; links must lead to files inside the output directory",
    },
  ]);
}
