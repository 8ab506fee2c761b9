import { exitCodeMeanings } from "@podwright/core";
import { Command, type HelpConfiguration } from "commander";
import { attachCommand } from "../commands/attach.ts";
import { completionCommand } from "../commands/completion.ts";
import { composeCommand } from "../commands/compose.ts";
import { diffCommand } from "../commands/diff.ts";
import { doctorCommand } from "../commands/doctor.ts";
import { explainCommand } from "../commands/explain.ts";
import { lintCommand } from "../commands/lint.ts";
import { runCommand } from "../commands/run.ts";
import { chooseStyle } from "../output/style.ts";
import type { OutputStream, Shell } from "../shell.ts";
import { calledAs } from "./called-as.ts";

/** How a verb ends: with an exit code, or by throwing ProblemError. */
export type Finish = (exitCode: number) => void;

/** The whole command line. Errors of usage and help are thrown as CommanderError: nothing here ends the process. */
export function buildProgram(shell: Shell, args: readonly string[], finish: Finish): Command {
  const style = chooseStyle(shell.stdout, shell, !args.includes("--no-color"));
  const help: HelpConfiguration = {
    sortSubcommands: false,
    showGlobalOptions: false,
    styleTitle: (title) => style("bold", title),
    subcommandTerm: (command) => command.name(),
    subcommandDescription: (command) => command.summary(),
  };
  const program = new Command(shell.programName)
    .usage("<verb> [options]")
    .description("Builds and runs the Pods behind Flyte tasks, init containers included.")
    .version(shell.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .enablePositionalOptions()
    .commandsGroup("Verbs:")
    .configureHelp(help)
    .configureOutput({
      writeOut: (text) => shell.stdout.write(calledAs(shell.programName, text)),
      writeErr: (text) => shell.stderr.write(calledAs(shell.programName, text)),
      outputError: () => {},
      getOutHelpWidth: () => widthOf(shell.stdout),
      getErrHelpWidth: () => widthOf(shell.stderr),
      getOutHasColors: () => true,
      getErrHasColors: () => shell.stderr.isTTY === true,
    })
    .exitOverride()
    .addHelpText("after", `\n${style("bold", "Examples:")}\n${examples}`);
  for (const verb of verbs) {
    const command = verb(shell, finish);
    program.addCommand(command.copyInheritedSettings(program).helpOption("-h, --help", "print this help"));
    for (const nested of command.commands)
      nested.copyInheritedSettings(command).helpOption("-h, --help", "print this help");
  }
  return program;
}

/** Elsewhere than on a terminal what people's terminals mostly have. */
function widthOf({ isTTY, columns }: OutputStream): number {
  return (isTTY && columns) || 80;
}

const verbs = [
  composeCommand, //
  diffCommand,
  explainCommand,
  lintCommand,
  runCommand,
  attachCommand,
  doctorCommand,
  completionCommand,
];

const examples = `  $ podwright run examples/ellipse/task.pb --input a=3 --input b=4
  $ podwright compose examples/ellipse/task.pb -f examples/private-ca

\`podwright <verb> --help\` says more about a verb.
Exit codes:
${exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padEnd(3)}  ${meaning}`).join("\n")}`;
