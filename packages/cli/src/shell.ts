import type { WriteStream } from "node:tty";

/** What a command knows of the process it runs in; only `main.ts` makes one of the real process. */
export interface Shell {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
}

/** Where a command writes: a pipe, a file, or a terminal with its width. */
export type OutputStream = NodeJS.WritableStream & Partial<Pick<WriteStream, "isTTY" | "columns">>;
