import { dirname, extname, normalize } from "node:path";
import type { Problem } from "@podwright/core";
import { parseDocuments } from "@podwright/manifests";
import { isMap } from "../facts/members.ts";
import { type FileRole, readText } from "../facts/read-file.ts";

/** What a shell made of a pattern behind `--config` that nobody quoted. */
export interface ExpandedPattern {
  /** The pattern that was most likely meant. */
  readonly pattern: string;
  /** The value of `--config` and, behind it, the words that look like operands. */
  readonly files: readonly [first: string, ...others: string[]];
}

/**
 * Finds the words behind a `--config FILE` that are config files of the same folder: YAML that can be read and is neither a manifest nor meant for one.
 * @returns undefined where there are none: words behind it are operands then
 */
export async function expandedPattern(args: readonly string[]): Promise<ExpandedPattern | undefined> {
  for (const [index, arg] of args.entries()) {
    const [first, ...words] = arg === "--config" ? args.slice(index + 1) : [];
    if (first === undefined || !(await isConfigFile(first))) continue;
    const foreign = await indexOfForeign(words, first);
    const others = words.slice(0, foreign);
    if (others.length > 0) return { pattern: patternOf(first), files: [first, ...others] };
  }
  return undefined;
}

/** That a verb takes one config: the shell has expanded the pattern. */
export function expandedPatternProblem({ pattern, files: [first, ...others] }: ExpandedPattern): Problem {
  return {
    code: "USAGE",
    what: `${others.join(", ")} ${others.length === 1 ? "stands" : "stand"} behind --config ${first}, which takes one word: the shell has expanded a pattern`,
    fix: `quote the pattern: --config '${pattern}'`,
  };
}

async function indexOfForeign(words: readonly string[], first: string): Promise<number> {
  const isOther = (word: string): boolean =>
    !word.startsWith("-") && dirname(normalize(word)) === dirname(normalize(first)) && extname(word) === extname(first);
  const areAlike = await Promise.all(words.map(async (word) => isOther(word) && (await isConfigFile(word))));
  const foreign = areAlike.indexOf(false);
  return foreign === -1 ? words.length : foreign;
}

const role: FileRole = { name: "config", missing: "FILE_MISSING", fix: "give a file that can be read" };

async function isConfigFile(file: string): Promise<boolean> {
  if (!/\.ya?ml$/i.test(file)) return false;
  const text = await readText(file, role);
  const documents = text.ok ? parseDocuments(text.value, file) : text;
  if (!documents.ok) return false;
  return documents.value.every(({ value }) => isMap(value) && !("kind" in value) && !("apiVersion" in value));
}

function patternOf(file: string): string {
  return `${file.slice(0, file.lastIndexOf("/") + 1)}*${extname(file)}`;
}
