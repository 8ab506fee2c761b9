import type { Process } from "../process.ts";
import type { Compat } from "../settings/compat.ts";
import type { Flag } from "./flag.ts";
import type { GivenFlag } from "./parse-flags.ts";

/** One sub-command of the program. */
export interface Command {
  /** As it is written: `download`, `config validate`. */
  readonly name: string;
  readonly means: string;
  /** Beside the flags of every command. */
  readonly flags: readonly Flag[];
  /** Does it, and gives the exit code. What it throws is told, and ends the program. */
  readonly run: (given: Given, process: Process) => Promise<number>;
}

/** What a command line says to its command. */
export interface Given {
  /** The last value of a flag, else its default; undefined when it has neither. */
  readonly text: (name: string) => string | undefined;
  /** Every flag as it stands there, in order. */
  readonly flags: readonly GivenFlag[];
  /** What stands behind the command's name and is no flag. */
  readonly words: readonly string[];
  readonly compat: Compat;
}
