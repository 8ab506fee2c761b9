import type { Argument, Command, Option } from "commander";

/** What the word under the cursor can be. */
export type AwaitedWord =
  | { readonly kind: "verb" }
  | { readonly kind: "option"; readonly verb: Command; readonly given: readonly Option[] }
  /** `prefix` is what stands before the value in the same word: `--context=`. */
  | { readonly kind: "value"; readonly option: Option; readonly prefix: string; readonly words: readonly string[] }
  /** `below`: verbs of this verb that can stand there as well. */
  | { readonly kind: "argument"; readonly argument: Argument; readonly below: readonly Command[] }
  | { readonly kind: "nothing" };

/**
 * Reads a command line up to the cursor as commander will.
 * @param words - those before the cursor's word, the program's name not among them
 */
export function awaitedWord(program: Command, words: readonly string[], current: string): AwaitedWord {
  const { verb, rest, isUnknown } = findVerb(program, words);
  if (isUnknown) return { kind: "nothing" };
  if (!verb) return current.startsWith("-") ? { kind: "option", verb: program, given: [] } : { kind: "verb" };
  const read = readWords(verb, rest);
  const equals = /^(--[^=]+)=/.exec(current);
  const named = equals && !read.isOver ? findOption(verb, equals[1] ?? "") : undefined;
  if (named?.required) return { kind: "value", option: named, prefix: `${equals?.[1]}=`, words: rest };
  if (current.startsWith("-") && !read.isOver && !read.takes?.mustTake)
    return { kind: "option", verb, given: read.given };
  if (read.takes) return { kind: "value", option: read.takes.option, prefix: "", words: rest };
  const argument =
    verb.registeredArguments[read.operands] ?? verb.registeredArguments.findLast(({ variadic }) => variadic);
  return argument ? { kind: "argument", argument, below: rest.length === 0 ? verb.commands : [] } : { kind: "nothing" };
}

/** The first word that is no option: the program itself has no options with values; a verb's own verb stands right behind it. `help VERB` awaits a verb. */
function findVerb(program: Command, words: readonly string[]) {
  const at = words.findIndex((word) => !word.startsWith("-"));
  const verb = program.commands.find((command) => command.name() === words[at]);
  const rest = verb ? words.slice(at + 1) : [];
  const below = verb?.commands.find((command) => command.name() === rest[0]);
  if (below) return { verb: below, rest: rest.slice(1), isUnknown: false };
  const isHelp = words[at] === "help" && at === words.length - 1;
  return { verb, rest, isUnknown: at >= 0 && !verb && !isHelp };
}

interface ReadWords {
  /** Options that stand there already. */
  readonly given: readonly Option[];
  /** Words that are arguments. */
  readonly operands: number;
  /** The option whose value may come next; it must where it has none yet. */
  readonly takes: { readonly option: Option; readonly mustTake: boolean } | undefined;
  /** Whether `--` has ended the options. */
  readonly isOver: boolean;
}

function readWords(verb: Command, words: readonly string[]): ReadWords {
  let read: ReadWords = { given: [], operands: 0, takes: undefined, isOver: false };
  for (const word of words) read = readWord(verb, read, word);
  return read;
}

function readWord(verb: Command, read: ReadWords, word: string): ReadWords {
  if (read.isOver) return { ...read, operands: read.operands + 1 };
  if (read.takes?.mustTake)
    return { ...read, takes: read.takes.option.variadic ? { ...read.takes, mustTake: false } : undefined };
  if (word === "--") return { ...read, takes: undefined, isOver: true };
  if (word.startsWith("-") && word !== "-") {
    const option = findOption(verb, word.replace(/=.*/, ""));
    const takes = option?.required && !word.includes("=") ? { option, mustTake: true } : undefined;
    return { ...read, given: option ? [...read.given, option] : read.given, takes };
  }
  return read.takes ? read : { ...read, operands: read.operands + 1 };
}

function findOption(verb: Command, flag: string): Option | undefined {
  return verb.options.find(({ long, short }) => flag === long || flag === short);
}
