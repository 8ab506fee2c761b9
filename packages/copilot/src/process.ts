import type { Terminal } from "./log/terminal-progress.ts";
import type { Signals } from "./signals.ts";

/** What the program knows of the process it runs in; only `main.ts` reads it from Node. */
export interface Process {
  /** The arguments after the program's name. */
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signals: Signals;
  readonly now: () => Date;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  /** What stderr is shown on. Absent: it is no terminal, or one that can only take lines. */
  readonly terminal?: Terminal | undefined;
}
