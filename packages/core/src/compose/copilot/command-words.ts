import type { Draft } from "../../merge/draft.ts";
import type { Origin } from "../../merge/origin.ts";
import { copilotOrigins } from "./copilot-origins.ts";

/** The words of a command line, and for each where it comes from. */
export interface CommandWords {
  readonly words: string[];
  readonly origins: Origin[];
}

/** Words that the copilot's layer itself makes. */
export function commandWords(...words: string[]): CommandWords {
  return { words, origins: words.map(() => copilotOrigins.own) };
}

export function addWord({ words, origins }: CommandWords, word: string, origin: Origin): void {
  words.push(word);
  origins.push(origin);
}

/** A flag, which is the layer's own, and its value as the next word. */
export function addFlag(to: CommandWords, flag: string, value: string, origin: Origin): void {
  addWord(to, flag, copilotOrigins.own);
  addWord(to, value, origin);
}

/** The words as a fresh list, of which each item comes from its own place. */
export function sourcedWords({ recorder }: Draft, { words, origins }: CommandWords): string[] {
  for (const [index, origin] of origins.entries())
    if (origin !== copilotOrigins.own) recorder.wrote(words, index, origin);
  return words;
}
