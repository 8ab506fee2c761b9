import type { Command, Option } from "commander";
import { type AwaitedWord, awaitedWord } from "./awaited-word.ts";
import { meaningOfArgument, meaningOfOption, type WordMeaning } from "./word-meanings.ts";

/** What a shell may put in place of the word under the cursor. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** What the shell is to add of its own: everything, folders, or folders and files of these extensions. Absent: nothing. */
  readonly files?: "all" | "folders" | readonly string[];
  /** Whether the word goes on behind a candidate: `a=`, `spec.`. */
  readonly goesOn?: true;
}

interface Candidate {
  readonly value: string;
  /** One line. */
  readonly description?: string;
}

/** What only this machine knows. Each is asked when it is needed, and rejects never. */
export interface WordSources {
  readonly contexts: (kubeconfig: string | undefined) => Promise<readonly string[]>;
  readonly namespaces: (cluster: ClusterWords) => Promise<readonly string[]>;
  readonly pods: (which: "runs" | "all", cluster: ClusterWords) => Promise<readonly string[]>;
  /** The names of a task's inputs. */
  readonly inputs: (words: readonly string[]) => Promise<readonly string[]>;
}

/** What the line says of the cluster that is meant. */
interface ClusterWords {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
}

/**
 * The words that can stand at the cursor, out of commander's own tree of verbs and options.
 * @param words - those before the cursor's word, the program's name not among them
 * @param current - the beginning of the cursor's word
 */
export async function complete(
  program: Command,
  { words, current }: { readonly words: readonly string[]; readonly current: string },
  sources: WordSources,
): Promise<Completion> {
  const completion = await completionOf(awaitedWord(program, words, current), { program, words, sources });
  return { ...completion, candidates: completion.candidates.filter(({ value }) => value.startsWith(current)) };
}

interface Surroundings {
  readonly program: Command;
  readonly words: readonly string[];
  readonly sources: WordSources;
}

async function completionOf(awaited: AwaitedWord, { program, words, sources }: Surroundings): Promise<Completion> {
  switch (awaited.kind) {
    case "verb":
      return { candidates: verbsOf(program) };
    case "option":
      return { candidates: optionsOf(awaited.verb, awaited.given) };
    case "value": {
      const found = await completionBy(meaningOfOption(awaited.option), words, sources);
      const withPrefix = found.candidates.map((each) => ({ ...each, value: awaited.prefix + each.value }));
      return { ...found, candidates: withPrefix };
    }
    case "argument": {
      const found = await completionBy(meaningOfArgument(awaited.argument), words, sources);
      const below = awaited.below.map((verb) => ({ value: verb.name(), description: verb.summary() }));
      return { ...found, candidates: [...below, ...found.candidates] };
    }
    case "nothing":
      return { candidates: [] };
  }
}

async function completionBy(
  meaning: WordMeaning | undefined,
  words: readonly string[],
  sources: WordSources,
): Promise<Completion> {
  switch (meaning?.kind) {
    case "words":
      return plain(
        meaning.words,
        meaning.words.some((word) => /[.[]$/.test(word)),
      );
    case "files":
      return { candidates: [], files: meaning.extensions };
    case "any file":
      return { candidates: [], files: "all" };
    case "folders":
      return { candidates: [], files: "folders" };
    case "contexts":
      return plain(await sources.contexts(givenValue("--kubeconfig", words)));
    case "namespaces":
      return plain(await sources.namespaces(clusterWords(words)));
    case "pods":
      return plain(await sources.pods(meaning.which, clusterWords(words)));
    case "inputs":
      return plain(
        (await sources.inputs(words)).map((name) => `${name}=`),
        true,
      );
    default:
      return { candidates: [] };
  }
}

function clusterWords(words: readonly string[]): ClusterWords {
  const [kubeconfig, context] = ["--kubeconfig", "--context"].map((flag) => givenValue(flag, words));
  const namespace = givenValue("--namespace", words) ?? givenValue("-n", words);
  return {
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(namespace !== undefined && { namespace }),
  };
}

function plain(values: readonly string[], goesOn = false): Completion {
  return { candidates: values.map((value) => ({ value })), ...(goesOn && { goesOn }) };
}

function verbsOf(program: Command): readonly Candidate[] {
  const shown = program.createHelp().visibleCommands(program);
  return [...shown.map((verb) => ({ value: verb.name(), description: verb.summary() })), helpVerb];
}

const helpVerb = { value: "help", description: "print the help of a verb" };

/** Long names alone: they say what they mean. One that stands there already is left out, unless it may be repeated. */
function optionsOf(verb: Command, given: readonly Option[]): readonly Candidate[] {
  const left = verb
    .createHelp()
    .visibleOptions(verb)
    .filter((option) => !given.includes(option) || isRepeatable(option));
  return left.map(({ long, short, description }) => ({
    value: long ?? short ?? "",
    description: firstPart(description),
  }));
}

function isRepeatable({ variadic, parseArg, argChoices }: Option): boolean {
  return variadic || (parseArg !== undefined && argChoices === undefined);
}

/** A description up to its first bracket or semicolon. */
function firstPart(description: string): string {
  return description.replace(/ \(default:.*\)$|;.*$/, "");
}

function givenValue(flag: string, words: readonly string[]): string | undefined {
  const withEquals = words.findLast((word) => word.startsWith(`${flag}=`));
  return withEquals?.slice(flag.length + 1) ?? words[words.lastIndexOf(flag) + 1 || words.length];
}
