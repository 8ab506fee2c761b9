import type { Problem } from "@podwright/core";
import type { Command } from "commander";

/**
 * A problem with a file that is not there, with a word on the order where the file is an operand that `-f` swallowed: -f takes all words that
 * follow it.
 */
export function operandAfterFiles(problem: Problem, program: Command, args: readonly string[]): Problem {
  if (problem.code !== "MANIFEST_FILE_MISSING" || !isSwallowed(problem.where, args)) return problem;
  const verb = program.commands.find((command) => args.includes(command.name()));
  const operand = verb?.registeredArguments.at(-1)?.name();
  if (operand === undefined) return problem;
  const hint = `put ${operand.toUpperCase().replace(/S$/, "")}s before -f: everything after -f counts as manifests`;
  return { ...problem, fix: `${hint}; or give files and folders that can be read` };
}

/** Whether a word stands behind a -f, and not as its first value. */
function isSwallowed(word: string | undefined, args: readonly string[]): boolean {
  if (word === undefined) return false;
  const before = args.slice(0, args.indexOf(word));
  const flag = before.findLastIndex((arg) => arg.startsWith("-"));
  return ["-f", "--file"].includes(before[flag] ?? "") && flag < before.length - 1;
}
