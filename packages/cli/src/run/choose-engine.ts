import { type Problem, ProblemError } from "@podwright/core";
import type { EngineChoice } from "@podwright/manifests";
import { withoutSandbox } from "@podwright/runner";
import { type EngineFacts, engines, type ReadyEngine } from "./engines.ts";

/** What `auto` tries, in this order; a cluster is nothing that anybody runs on unasked. */
const automatic = ["sandbox", "docker"] as const;

export interface ChosenEngine extends ReadyEngine {
  /** Which it is and why, in a line; absent where it was named. */
  readonly choice?: string;
}

/**
 * Opens the engine that was named, or the first of `auto` that works here.
 * @problems NO_ENGINE where none of `auto` works; else those of the engine
 */
export async function chooseEngine(wanted: EngineChoice, facts: EngineFacts): Promise<ChosenEngine> {
  if (wanted !== "auto") return await engines[wanted](facts);
  const refusals: Refusal[] = [];
  for (const name of automatic) {
    try {
      const ready = await engines[name](facts);
      return { ...ready, choice: [`running on engine ${name}: ${ready.because}`, ...refusals.map(inWords)].join("; ") };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refusals.push({ name, problems: error.problems });
    }
  }
  throw new ProblemError([noEngine(refusals)]);
}

interface Refusal {
  readonly name: (typeof automatic)[number];
  readonly problems: readonly Problem[];
}

function inWords({ name, problems }: Refusal): string {
  return `not ${name}: ${problems.map(({ what }) => what).join("; ")}`;
}

function noEngine(refusals: readonly Refusal[]): Problem {
  const each = refusals.flatMap(({ name, problems }) => problems.map((problem) => ({ name, problem })));
  return {
    code: "NO_ENGINE",
    what: "no engine works here that could run the Pod",
    tried: each.map(
      ({ name, problem: { code, what, where } }) => `${name}: ${what} (${code}${where ? `; ${where}` : ""})`,
    ),
    fix: [
      ...each.map(({ name, problem }) => `${name}: ${withoutSandbox(problem.fix)}`),
      "or name a cluster: --engine kubernetes",
    ].join("\n"),
  };
}
