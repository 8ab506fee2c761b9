import { didYouMean, type Problem } from "@podwright/core";
import type { Command, CommanderError } from "commander";

/** What commander found wrong with the command line, as a problem. */
export function usageProblem(error: CommanderError, program: Command, args: readonly string[]): Problem {
  const verb = program.commands.find((command) => args.includes(command.name()));
  const help = `\`podwright ${verb ? `${verb.name()} ` : ""}--help\` shows what it takes`;
  const [message = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const meant = suggestion?.match(/Did you mean (?:one of )?(.*)\?/)?.[1] ?? meantChoice(message);
  const taskAfterFiles =
    error.code === "commander.missingArgument" && args.some((arg) => arg === "-f" || arg === "--file");
  const fix = [
    meant && `did you mean ${meant}?`,
    taskAfterFiles && "put the task before -f: everything after -f counts as manifests;",
    help,
  ];
  return { code: "USAGE", what: message.replace(/\.$/, ""), fix: fix.filter(Boolean).join(" ") };
}

/** `option '--x <x>' argument 'fla' is invalid. Allowed choices are a, b.`: the choice that comes close. */
function meantChoice(message: string): string | undefined {
  const [, given, choices] = /argument '(.*)' is invalid\. Allowed choices are (.*?)\.?$/.exec(message) ?? [];
  return given === undefined || choices === undefined ? undefined : didYouMean(given, choices.split(", "));
}
