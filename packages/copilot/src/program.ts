import type { ProblemError } from "@podwright/core";
import { Command, CommanderError } from "commander";
import { usage } from "./command-line/choice.ts";
import { addDownloadCommand } from "./command-line/download-command.ts";
import { addGlobalOptions, booleanFlags } from "./command-line/global-options.ts";
import { spellOutBooleans } from "./command-line/go-flags.ts";
import { addSidecarCommand } from "./command-line/sidecar-command.ts";
import { failureExitCode, renderFailure } from "./failure/report-failure.ts";
import type { Process } from "./process.ts";

/**
 * The whole program, from its arguments to its exit code: 0 when everything was moved, 1 when it was not,
 * 2 for a command line that it does not take, 70 for a bug.
 */
export async function runProgram(process: Process): Promise<number> {
  let exitCode = 0;
  const program = createProgram(process, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...spellOutBooleans(process.argv, booleanFlags)], { from: "user" });
    return exitCode;
  } catch (error) {
    const problem = error instanceof CommanderError ? usageOf(error) : error;
    if (problem === null) return 0;
    process.writeErr(`${renderFailure(problem)}\n`);
    return failureExitCode(problem);
  }
}

function createProgram(process: Process, setExitCode: (code: number) => void): Command {
  const program = new Command("podwright-copilot")
    .description("Brings a task's inputs into its Pod, and its outputs out of it; takes the place of flyte-copilot.")
    .exitOverride()
    .configureOutput({ writeOut: process.writeOut, writeErr: () => {} });
  addGlobalOptions(program);
  addDownloadCommand(program, process, setExitCode);
  addSidecarCommand(program, process, setExitCode);
  return program;
}

/** What commander says, as a problem; null when it only printed help. */
function usageOf(error: CommanderError): ProblemError | null {
  if (error.exitCode === 0) return null;
  if (error.code === "commander.help") {
    return usage("no command was given", "the command line", "say download or sidecar; --help lists their flags");
  }
  // A misspelt flag is quoted with its value, which may be the store's secret.
  const message = error.message.replace(/^error: /, "").replace(/=.*'/s, "=…'");
  const [what = "", ...more] = message.split("\n");
  const hint = more.join(" ").trim();
  return usage(what, "the command line", hint || "run with --help to see the flags");
}
