import { failure, type Result, success } from "@podwright/core";
import { commands } from "./commands.ts";
import type { Flag } from "./flag.ts";
import { globalFlags } from "./global-flags.ts";

const program = "podwright-copilot";

/**
 * Help on the commands whose name begins with the topic's words; with one of them, on its flags too.
 * @param topic - empty for the whole program
 * @problems USAGE for a topic that is no command
 */
export function helpText(topic: string): Result<string> {
  const found = commands.filter(({ name }) => topic === "" || name === topic || name.startsWith(`${topic} `));
  const [only] = found;
  if (!only) {
    return failure({
      code: "USAGE",
      what: `there is no help on ${JSON.stringify(topic)}`,
      where: "the command line",
      fix: `ask for one of ${commands.map(({ name }) => name).join(", ")}`,
    });
  }
  if (only.name === topic) {
    return success(
      [`Usage: ${program} ${topic} [flags]\n\n${only.means}`, ...flagSections(only.flags)].join("\n\n").concat("\n"),
    );
  }
  const rows = found.map(({ name, means }) => [name, means] as const);
  const help = topic === "" ? [["help [command]", "print this, or what a command takes"] as const] : [];
  const about =
    topic === ""
      ? "Brings a task's inputs into its Pod, and its outputs out of it; takes the place of flyte-copilot."
      : "";
  const head = [`Usage: ${program} ${topic === "" ? "" : `${topic} `}COMMAND [flags]`, about]
    .filter(Boolean)
    .join("\n\n");
  return success([head, `Commands:\n${columns([...rows, ...help])}`, ...flagSections([])].join("\n\n").concat("\n"));
}

function flagSections(own: readonly Flag[]): readonly string[] {
  const all = [...own, ...globalFlags];
  const section = (title: string, flags: readonly Flag[]) =>
    flags.length > 0 ? [`${title}:\n${columns(flags.map((flag) => [usageOf(flag), meaningOf(flag)] as const))}`] : [];
  return [
    ...section(
      "Flags",
      own.filter(({ ignored }) => !ignored),
    ),
    ...section(
      "Flags of every command, before or after its name",
      globalFlags.filter(({ ignored }) => !ignored),
    ),
    `Accepted, as upstream does, and without effect:\n${wrapped(all.filter(({ ignored }) => ignored).map(({ name }) => `--${name}`))}`,
  ];
}

function usageOf({ name, short, kind, value }: Flag): string {
  const takes = kind === "boolean" ? "" : ` <${value ?? (kind === "pairs" ? "key=value" : kind)}>`;
  return `${short ? `-${short}, ` : "    "}--${name}${takes}`;
}

function meaningOf({ means, byDefault }: Flag): string {
  return byDefault === undefined || byDefault === "false" ? means : `${means} (default ${byDefault})`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join("\n");
}

function wrapped(words: readonly string[]): string {
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length > 110) lines.push(`  ${word}`);
    else lines[lines.length - 1] = line === "" ? `  ${word}` : `${line} ${word}`;
  }
  return lines.join("\n");
}
