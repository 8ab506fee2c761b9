import type { WriteStream } from "node:tty";
import type { Problem } from "@podwright/core";

/** What a command knows of the process it runs in; only `main.ts` makes one of the real process. */
export interface Shell {
  /** What usage lines call it: how it was called. */
  readonly programName: "podwright" | "kubectl podwright";
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Podwright's own. */
  readonly version: string;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Aborted by the first Ctrl-C, or SIGTERM. */
  readonly interrupted: AbortSignal;
  /** Aborted by the second. */
  readonly hastened: AbortSignal;
  /** Shows a warning at once; errors are thrown as ProblemError. */
  warn(problem: Problem): void;
}

/** Where a command writes: a pipe, a file, or a terminal with its width. */
export type OutputStream = NodeJS.WritableStream & Partial<Pick<WriteStream, "isTTY" | "columns" | "rows">>;
