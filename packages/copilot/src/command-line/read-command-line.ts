import { didYouMean, failure, type Problem, type Result, success } from "@podwright/core";
import { type Compat, readCompat } from "../settings/compat.ts";
import type { Command, Given } from "./command.ts";
import { commands } from "./commands.ts";
import type { Flag } from "./flag.ts";
import { globalFlags } from "./global-flags.ts";
import { type ParsedArguments, parseFlags } from "./parse-flags.ts";

/** What a command line asks for: a command, or help on everything whose name begins with `topic` (empty: on all). */
export type Asked =
  | { readonly kind: "command"; readonly command: Command; readonly given: Given }
  | { readonly kind: "help"; readonly topic: string };

/**
 * Finds the command among the words, and reads its flags, which may stand before its name or after it.
 * @problems USAGE
 * @source github.com/spf13/cobra command.go Find, legacyArgs, v1.10
 */
export function readCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<Asked> {
  const loose = parseFlags(argv, everyFlag);
  if (!loose.ok) return loose;
  const { words } = loose.value;
  const [word] = words;
  if (word === "help") return success({ kind: "help", topic: words.slice(1).join(" ") });
  const command = commandOf(words);
  const parsed = command ? parseFlags(argv, flagsOf(command)) : loose;
  if (!parsed.ok) return parsed;
  const asksHelp = parsed.value.flags.some(({ name, text }) => name === "help" && text !== "false");
  const isGroup = word !== undefined && commands.some(({ name }) => name.startsWith(`${word} `));
  if (asksHelp || (!command && isGroup && words.length === 1)) {
    return success({ kind: "help", topic: command?.name ?? (isGroup ? word : "") });
  }
  if (!command) return failure(noCommand(words));
  const said = parsed.value.flags.findLast(({ name }) => name === "compat")?.text;
  const compat = readCompat(said, environment);
  if (!compat.ok) return compat;
  const rest = parsed.value.words.slice(command.name.split(" ").length);
  if (rest[0] !== undefined && compat.value === "none") return failure(strayWord(rest[0]));
  return success({ kind: "command", command, given: givenOf(parsed.value, { command, rest, compat: compat.value }) });
}

/** The flags that a command takes. */
function flagsOf(command: Command): readonly Flag[] {
  return [...command.flags, ...globalFlags];
}

/** Which argument is a value and which a word depends on no command: a letter takes a value in all of them, or in none. */
const everyFlag: readonly Flag[] = [...globalFlags, ...commands.flatMap(({ flags }) => flags)];

function commandOf(words: readonly string[]): Command | undefined {
  return [2, 1].map((count) => commands.find(({ name }) => name === words.slice(0, count).join(" "))).find(Boolean);
}

interface Chosen {
  readonly command: Command;
  readonly rest: readonly string[];
  readonly compat: Compat;
}

function givenOf({ flags }: ParsedArguments, { command, rest, compat }: Chosen): Given {
  const known = flagsOf(command);
  const text = (name: string) =>
    flags.findLast((flag) => flag.name === name)?.text ?? known.find((flag) => flag.name === name)?.byDefault;
  return { text, flags, words: rest, compat };
}

function noCommand([word]: readonly string[]): Problem {
  if (word === undefined) return wrong("no command was given", "say download or sidecar; --help lists their flags");
  const meant = didYouMean(
    word,
    commands.map(({ name }) => name),
  );
  return wrong(
    `unknown command ${quoted(word)}`,
    meant ? `did you mean ${meant}?` : "say download or sidecar; --help lists their flags",
  );
}

function strayWord(word: string): Problem {
  const isTruth = word === "true" || word === "false";
  return wrong(
    `unexpected argument ${quoted(word)}`,
    isTruth
      ? `a flag that is true or false takes its value after an equals sign: --flag=${word}`
      : "remove it; all else is said by flags",
  );
}

/** Only what stands before an equals sign: behind it may stand the store's secret. */
function quoted(word: string): string {
  return JSON.stringify(word.replace(/=.*/s, "=…"));
}

function wrong(what: string, fix: string): Problem {
  return { code: "USAGE", what, where: "the command line", fix };
}
