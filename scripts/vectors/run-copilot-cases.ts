import { isDeepStrictEqual } from "node:util";
import { type Outcome, recordedOutcome, runCase } from "../../test/copilot/case-outcome.ts";
import { startCopilotStore } from "../../test/copilot/copilot-store.ts";
import { readCaseFolders } from "./read-case-folders.ts";

/**
 * Runs the bundled copilot with `--compat flyte` on every recorded case of a folder, and prints a line for each: `same`, or `differs` with what
 * was wanted and seen of each part that differs.
 * @returns how many differ
 */
export async function runCopilotCases(folder: string, print: (line: string) => void): Promise<number> {
  const store = await startCopilotStore();
  let differing = 0;
  try {
    for (const each of readCaseFolders(folder)) {
      const { stderr, ...seen } = await runCase(each, { store, under: [], flags: ["--compat", "flyte"] });
      const wanted = recordedOutcome(each);
      const parts = differingParts(wanted, seen);
      if (parts.length > 0) differing += 1;
      print(parts.length === 0 ? `same    ${each.id}` : `differs ${each.id}\n${parts.join("\n")}\n${indented(stderr)}`);
    }
  } finally {
    await store.close();
  }
  return differing;
}

function differingParts(wanted: Outcome, seen: Outcome): readonly string[] {
  const names = ["exit", "local", "remote", "errors"] as const;
  return names
    .filter((name) => !isDeepStrictEqual(plain(wanted[name]), plain(seen[name])))
    .map((name) => `  ${name}\n    wanted ${JSON.stringify(wanted[name])}\n    seen   ${JSON.stringify(seen[name])}`);
}

/** Without the prototypes and the members of no value that comparing would mind. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, "    ");
}
