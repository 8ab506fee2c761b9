import { ProblemError } from "@podwright/core";

/** Whether an error is a connection's, Node's or undici's, after which another try may go well. */
export function isBreak(error: unknown): error is NodeJS.ErrnoException {
  return !(error instanceof ProblemError) && typeof (error as NodeJS.ErrnoException | null)?.code === "string";
}
