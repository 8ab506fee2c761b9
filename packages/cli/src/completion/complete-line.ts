import type { Command } from "commander";
import type { Shell } from "../shell.ts";
import { complete } from "./complete.ts";
import { renderCompletion } from "./render-completion.ts";
import { wordSources } from "./word-sources.ts";

/**
 * `podwright __complete WORDS... CURRENT`, which the shells' scripts and kubectl call: prints what can stand in CURRENT's place.
 * The scripts ask instead of holding the words themselves, so that one implementation, out of commander's tree, serves three shells and kubectl
 * alike and fits the podwright that is installed, at the cost of its start for each Tab.
 * @param args - what stands behind `__complete`; without any there is nothing to complete
 */
export async function completeLine(args: readonly string[], program: Command, shell: Shell): Promise<void> {
  const line = { words: args.slice(0, -1), current: args.at(-1) ?? "" };
  shell.stdout.write(renderCompletion(await complete(program, line, wordSources(shell))));
}
