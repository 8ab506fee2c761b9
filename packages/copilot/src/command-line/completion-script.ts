import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { globalFlags } from "./global-flags.ts";

type Shell = "bash" | "zsh" | "fish" | "powershell";

/** The names that the program is called by. */
const programs = ["podwright-copilot", "flyte-copilot"] as const;

/**
 * What a shell loads to complete commands and flags: `source <(podwright-copilot completion bash)`.
 */
export function completionScript(shell: Shell): string {
  return scripts[shell]();
}

const scripts: Readonly<Record<Shell, () => string>> = {
  bash: () =>
    [
      "_podwright_copilot() {",
      `  local words="${words(undefined)}"`,
      `  case " \${COMP_WORDS[*]} " in`,
      ...topLevel().map((name) => `    *" ${name} "*) words="${words(name)}" ;;`),
      "  esac",
      `  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))`,
      "}",
      ...programs.map((program) => `complete -o default -F _podwright_copilot ${program}`),
      "",
    ].join("\n"),
  zsh: () =>
    [
      `#compdef ${programs.join(" ")}`,
      "_podwright_copilot() {",
      `  local known="${words(undefined)}"`,
      `  case " \${words[*]} " in`,
      ...topLevel().map((name) => `    *" ${name} "*) known="${words(name)}" ;;`),
      "  esac",
      `  compadd -- \${=known}`,
      "  _files",
      "}",
      `compdef _podwright_copilot ${programs.join(" ")}`,
      "",
    ].join("\n"),
  fish: () =>
    [
      ...programs.flatMap((program) => [
        `complete -c ${program} -n __fish_use_subcommand -f -a "${[...topLevel(), "help"].join(" ")}"`,
        ...globalFlags.map(({ name }) => `complete -c ${program} -l ${name}`),
        ...topLevel().flatMap((word) => {
          const condition = `-n "__fish_seen_subcommand_from ${word}"`;
          return [
            ...below(word).map((name) => `complete -c ${program} ${condition} -f -a ${name}`),
            ...flagNames(word).map((name) => `complete -c ${program} ${condition} -l ${name}`),
          ];
        }),
      ]),
      "",
    ].join("\n"),
  powershell: () =>
    [
      `Register-ArgumentCompleter -Native -CommandName ${programs.map((each) => `'${each}'`).join(",")} -ScriptBlock {`,
      "  param($wordToComplete, $commandAst, $cursorPosition)",
      `  $known = "${words(undefined)}"`,
      '  switch -Regex ("$commandAst ") {',
      ...topLevel().map((name) => `    " ${name} " { $known = "${words(name)}" }`),
      "  }",
      `  $known -split " " | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {`,
      "    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)",
      "  }",
      "}",
      "",
    ].join("\n"),
};

/** What can stand next: behind a first word its second words and its flags, else the first words; and the flags of all. */
function words(first: string | undefined): string {
  const next = first === undefined ? [...topLevel(), "help"] : below(first);
  const own = first === undefined ? [] : flagNames(first);
  return [...next, ...[...own, ...globalFlags.map(({ name }) => name)].map((name) => `--${name}`)].join(" ");
}

function topLevel(): readonly string[] {
  return [...new Set(commands.map(({ name }) => name.split(" ")[0] ?? ""))];
}

function below(first: string): readonly string[] {
  return ofFirst(first).flatMap(({ name }) => name.split(" ").slice(1));
}

function flagNames(first: string): readonly string[] {
  return [...new Set(ofFirst(first).flatMap(({ flags }) => flags.map(({ name }) => name)))];
}

function ofFirst(first: string): readonly Command[] {
  return commands.filter(({ name }) => name === first || name.startsWith(`${first} `));
}
