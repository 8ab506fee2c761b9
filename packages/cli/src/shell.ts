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
  /** Absent: nobody can answer a question. */
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Aborted by the first Ctrl-C (its reason is `SIGINT`), by SIGTERM or SIGHUP. */
  readonly interrupted: AbortSignal;
  /** Aborted by the second. */
  readonly hastened: AbortSignal;
  /** Shows a warning at once; errors are thrown as ProblemError. */
  warn(problem: Problem): void;
}

/** Where a command writes: a pipe, a file, or a terminal with its width. */
export type OutputStream = NodeJS.WritableStream & Partial<Pick<WriteStream, "isTTY" | "columns" | "rows">>;

/** Whether a person watches a stream, on a terminal that can be drawn on. */
export function isTerminal(stream: OutputStream, { environment }: Pick<Shell, "environment">): boolean {
  return stream.isTTY === true && environment.TERM !== "dumb";
}

/** Takes whole lines of text: all that notes need of a stream. */
export interface TextSink {
  write(text: string): unknown;
}

/** Where notes and warnings go. */
export interface NotedShell {
  readonly stderr: TextSink;
  warn(problem: Problem): void;
}
