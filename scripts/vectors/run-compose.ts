import { composePod } from "../../packages/core/src/compose/compose-pod.ts";
import { isError } from "../../packages/core/src/problem/problem.ts";
import { factsOfCase } from "../../test/support/flyte-facts.ts";
import type { CaseRunner } from "./case-runner.ts";

/** Kind `compose`: the submitted Pod, or Flyte's text for why there is none, with our own problems beside it. */
export const runCompose: CaseRunner = (input, semantics) => {
  const result = composePod(factsOfCase(input, semantics), { semantics });
  if (result.ok) return { podSubmitted: result.value.pod };
  return { error: result.problems.find(isError)?.what, problems: result.problems };
};
