import { valueOrThrow } from "@podwright/core";
import { readCommandLine } from "./command-line/read-command-line.ts";
import { failureExitCode, renderFailure } from "./failure/report-failure.ts";
import type { Process } from "./process.ts";
import { compatOfMisread } from "./settings/compat.ts";

/**
 * The whole program, from its arguments to its exit code: 0 when everything was moved, 1 when it was not, 2 for a command line that it
 * does not take, 70 for a bug. With `--compat flyte` as upstream has it: 1 for a wrong command line, config or store, 0 for a failed
 * transfer whose error document could be written.
 */
export async function runProgram(process: Process): Promise<number> {
  const { argv, environment, writeOut, writeErr } = process;
  try {
    const asked = valueOrThrow(readCommandLine(argv, environment));
    if (asked.kind === "command") return await asked.command.run(asked.given, process);
    const { helpText } = await import("./command-line/help-text.ts");
    writeOut(valueOrThrow(helpText(asked.topic)));
    return 0;
  } catch (error) {
    writeErr(`${renderFailure(error)}\n`);
    return failureExitCode(error, compatOfMisread(argv, environment));
  }
}
