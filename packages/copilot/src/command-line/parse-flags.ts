import { didYouMean, failure, type Problem, type Result, success } from "@podwright/core";
import { valueFault } from "../settings/value-fault.ts";
import type { Flag } from "./flag.ts";

/** A command line, taken apart. */
export interface ParsedArguments {
  /** In the order in which they stand; a flag that is repeated comes repeatedly. */
  readonly flags: readonly GivenFlag[];
  /** What is no flag and no flag's value. */
  readonly words: readonly string[];
}

export interface GivenFlag {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads arguments as pflag does: `--x=1`, `--x 1`, `-x1`, `-x=1`, `-x 1`; booleans without a value, also several in one (`-sh`). A value
 * is whatever stands next, even if it begins with a dash. Flags and words may mix; after `--` all are words.
 * @problems USAGE, for the first argument that is wrong; it never repeats a value that may be a secret
 * @source github.com/spf13/pflag flag.go parseArgs, parseLongArg, parseSingleShortArg, v1.0.10
 */
export function parseFlags(argv: readonly string[], known: readonly Flag[]): Result<ParsedArguments> {
  const flags: GivenFlag[] = [];
  const words: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? "";
    if (argument === "--") return success({ flags, words: [...words, ...argv.slice(index + 1)] });
    if (!argument.startsWith("-") || argument === "-") {
      words.push(argument);
      continue;
    }
    const read = argument.startsWith("--") ? readLong(argument, known) : readShorts(argument, known);
    if ("problem" in read) return failure(read.problem);
    for (const { flag, text, as } of read.found) {
      const value = text ?? argv[++index];
      if (value === undefined) {
        return failure(wrong(`${as} needs a value`, as, `write --${flag.name}=VALUE`));
      }
      const fault = valueFault(flag.kind, value);
      if (fault) return failure(wrong(fault.what, as, fault.fix));
      flags.push({ name: flag.name, text: value });
    }
  }
  return success({ flags, words });
}

/** A flag as it stands in an argument. */
interface Found {
  readonly flag: Flag;
  /** Undefined: the next argument is its value. */
  readonly text: string | undefined;
  /** How it was written, for problems: `-t`. */
  readonly as: string;
}

type Reading = { readonly found: readonly Found[] } | { readonly problem: Problem };

function readLong(argument: string, known: readonly Flag[]): Reading {
  const equals = argument.indexOf("=");
  const name = argument.slice(2, equals < 0 ? undefined : equals);
  if (name === "" || name.startsWith("-"))
    return refuse(wrong("this is no flag", "the command line", "a flag is --name"));
  const flag = known.find((each) => each.name === name);
  if (!flag)
    return refuse(
      unknownFlag(
        `--${name}`,
        didYouMean(
          name,
          known.map((each) => each.name),
        ),
      ),
    );
  return { found: [{ flag, text: equals < 0 ? standingAlone(flag) : argument.slice(equals + 1), as: `--${name}` }] };
}

function readShorts(argument: string, known: readonly Flag[]): Reading {
  const found: Found[] = [];
  for (let letters = argument.slice(1); letters !== ""; ) {
    const letter = letters[0] ?? "";
    const flag = known.find((each) => each.short === letter);
    if (!flag) return refuse(unknownFlag(`-${letter}`, undefined));
    const rest = letters.slice(1);
    const as = `-${letter}`;
    if (rest.length > 1 && rest.startsWith("=")) return { found: [...found, { flag, text: rest.slice(1), as }] };
    if (flag.kind !== "boolean") return { found: [...found, { flag, text: rest || undefined, as }] };
    found.push({ flag, text: standingAlone(flag), as });
    letters = rest;
  }
  return { found };
}

/** @source github.com/spf13/pflag NoOptDefVal */
function standingAlone(flag: Flag): string | undefined {
  return flag.kind === "boolean" ? "true" : undefined;
}

function refuse(problem: Problem): Reading {
  return { problem };
}

function unknownFlag(flag: string, meant: string | undefined): Problem {
  const fix = meant === undefined ? "run with --help to see the flags" : `did you mean --${meant}?`;
  return wrong(`unknown flag: ${flag}`, "the command line", fix);
}

function wrong(what: string, where: string, fix: string): Problem {
  return { code: "USAGE", what, where, fix };
}
