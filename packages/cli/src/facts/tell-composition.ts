import { type ComposeOptions, type Composition, type Facts, podRefusals } from "@podwright/core";
import type { Shell } from "../shell.ts";
import type { Sources } from "./gather-sources.ts";
import { type PlacedSources, placeProblem } from "./place-problem.ts";

interface Told {
  readonly composition: Composition;
  /** What it was composed of. */
  readonly facts: Facts;
  readonly sources: PlacedSources & Pick<Sources, "execution">;
}

/** Shows what composing warns of and what an API server would refuse of the Pod, with file and line. */
export function tellComposition(
  { composition, facts, sources }: Told,
  options: ComposeOptions,
  shell: Pick<Shell, "warn">,
): void {
  const givenFacts = Object.keys(sources.execution);
  const problems = [...composition.problems, ...podRefusals(composition.pod, facts, { ...options, givenFacts })];
  for (const problem of problems) shell.warn(placeProblem(problem, sources));
}
