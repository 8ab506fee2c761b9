import { type Composition, explainPod, type Facts, type LostValue } from "@podwright/core";
import type { Sources } from "../facts/gather-sources.ts";
import { readSourcePlaces } from "../facts/read-source-places.ts";
import type { Settings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";
import { overriddenData } from "./overridden-data.ts";

interface Composed {
  /** With its trace. */
  readonly composition: Composition;
  readonly facts: Facts;
  readonly sources: Sources;
}

/**
 * Says in one line on stderr how many values that somebody wrote are not in a Pod that can be composed; none: nothing. They are those that
 * `podwright explain --overridden` lists, but for the images of a template's containers: Kubernetes demands them, and nobody means them.
 */
export async function tellLostValues(
  { composition, facts, sources }: Composed,
  settings: Settings,
  shell: Pick<Shell, "stderr">,
): Promise<void> {
  const places = await readSourcePlaces(sources, settings);
  const isGiven = (document: string, path: readonly (string | number)[]): boolean =>
    places.locate({ document, path }) !== undefined;
  const { fields, lost } = explainPod(composition, facts, isGiven);
  const meant = lost.filter((value) => !isPlaceholderImage(value));
  const count = meant.length + overriddenData(fields, sources.overridden(), { places, isWhole: true }).length;
  if (count === 0) return;
  const values = count === 1 ? "1 value that somebody wrote is" : `${count} values that somebody wrote are`;
  const list = count === 1 ? "tells which" : "lists them";
  shell.stderr.write(`note: ${values} not in the Pod; podwright explain --overridden ${list}\n`);
}

function isPlaceholderImage({ origin: { source } }: LostValue): boolean {
  return source?.path[0] === "template" && source.path.at(-1) === "image";
}
