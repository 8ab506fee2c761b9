import { Command } from "commander";
import type { Finish } from "../command-line/program.ts";
import { sharedOptions, taskArgument } from "../command-line/shared-options.ts";
import type { Shell } from "../shell.ts";

export function runCommand(_shell: Shell, _finish: Finish): Command {
  const command = new Command("run").addArgument(taskArgument());
  for (const option of sharedOptions()) command.addOption(option);
  return command;
}
