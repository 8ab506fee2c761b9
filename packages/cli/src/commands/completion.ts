import { exitCodes } from "@podwright/core";
import { Argument, Command } from "commander";
import type { Finish } from "../command-line/program.ts";
import { bashScript } from "../completion/scripts/bash.ts";
import { fishScript } from "../completion/scripts/fish.ts";
import { zshScript } from "../completion/scripts/zsh.ts";
import type { Shell } from "../shell.ts";

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** `podwright completion`: the script by which a shell asks Podwright what can stand at the cursor. */
export function completionCommand(shell: Shell, finish: Finish): Command {
  return new Command("completion")
    .summary("print a script that completes verbs, options and files in your shell")
    .description(
      "Prints a script that completes verbs, options, their values and files in your shell. It asks this podwright each time, and so never falls behind.",
    )
    .addArgument(new Argument("<shell>", "your shell").choices(Object.keys(scripts)))
    .addHelpText("after", examples)
    .action((name: keyof typeof scripts) => {
      shell.stdout.write(scripts[name]);
      finish(exitCodes.ok);
    });
}

const examples = `
Examples:
  $ source <(podwright completion bash)                                        # in ~/.bashrc
  $ source <(podwright completion zsh)                                         # in ~/.zshrc, after compinit
  $ podwright completion fish > ~/.config/fish/completions/podwright.fish

\`kubectl podwright\` is completed by kubectl's own completion, where kubectl_complete-podwright is on the PATH.`;
