import { ProblemError } from "@podwright/core";

/**
 * A failure whose problems say which input it is about; what is no problem passes unchanged.
 * @param input - "input x", "an offloaded input"
 */
export function aboutInput(error: unknown, input: string): unknown {
  if (!(error instanceof ProblemError)) return error;
  const [first, ...more] = error.problems.map((problem) => ({
    ...problem,
    where: problem.where ? `${problem.where}, for ${input}` : input,
  }));
  return first ? new ProblemError([first, ...more], { cause: error }) : error;
}

/** What of the inputs a problem is about, as `aboutInput` or the plan said it; null for `inputs.pb` itself. */
export function inputOf(where: string | undefined): "offloaded" | { readonly variable: string } | null {
  if (where?.endsWith("an offloaded input")) return "offloaded";
  const variable = /(?:^|, for )input ([^/]+)/.exec(where ?? "")?.[1];
  return variable === undefined ? null : { variable };
}
