import { type Composition, composePod, type Facts, type SemanticsName, valueOrThrow } from "@podwright/core";
import type { Settings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";
import { composeFacts } from "./compose-facts.ts";
import { gatherSources, type Sources } from "./gather-sources.ts";
import { placeProblem } from "./place-problem.ts";
import { placeResult } from "./place-result.ts";
import { readSourcePlaces, type SourcePlaces } from "./read-source-places.ts";

/** A Pod with its trace, what it was made from, and where that stands in files. */
export interface TracedPod {
  readonly facts: Facts;
  readonly composition: Composition;
  readonly places: SourcePlaces;
  readonly overridden: Sources["overridden"];
}

/**
 * Reads a task and all that decides its Pod, and composes it with its trace. Warnings are told; problems are thrown.
 * @problems those of `gatherSources` and of `composePod`
 */
export async function composeTraced(
  taskFile: string,
  settings: Settings,
  semantics: SemanticsName,
  shell: Shell,
): Promise<TracedPod> {
  const gathered = await gatherSources(taskFile, { ...settings, semantics }, shell.environment);
  const sources = valueOrThrow(gathered);
  if (gathered.ok) gathered.warnings.forEach(shell.warn);
  const facts = composeFacts(sources, settings, shell);
  const composition = valueOrThrow(placeResult(composePod(facts, { semantics, trace: true }), sources));
  for (const problem of composition.problems) shell.warn(placeProblem(problem, sources));
  return { facts, composition, places: await readSourcePlaces(sources, settings), overridden: sources.overridden };
}
