import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue, type ProblemCode } from "../../packages/core/src/problem/catalogue.ts";

const root = join(import.meta.dirname, "../..");
const comments = /^\s*(?:\/\*[\s\S]*?\*\/|\/\/.*$)/gm;
const titles = /\b(?:test|it|describe)(?:\.\w+)*(?:\([^"'`]*?\))?\(\s*(?:"[^"]*"|'[^']*'|`[^`]*`)/g;

/** The problem codes that these files name outside comments and the titles of tests. */
export function codesIn(patterns: readonly string[], exclude: (path: string) => boolean): ReadonlySet<ProblemCode> {
  const paths = globSync(patterns, { cwd: root }).filter((path) => !exclude(path));
  const words = paths.flatMap((path) => wordsOf(readFileSync(join(root, path), "utf8")));
  return new Set(words.filter(isCode));
}

function wordsOf(source: string): readonly string[] {
  return (
    source
      .replace(comments, "")
      .replace(titles, "")
      .match(/\b[A-Z][A-Z_]+\b/g) ?? []
  );
}

function isCode(word: string): word is ProblemCode {
  return Object.hasOwn(catalogue, word);
}
