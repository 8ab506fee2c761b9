import { documents } from "../compose/documents.ts";
import type { Origin, TracedField } from "../merge/origin.ts";
import type { Place } from "./finding.ts";
import type { LintedPod } from "./lint-context.ts";

/**
 * Where a user wrote what stands at a path of a composed Pod, or something below it.
 * @returns undefined where no document holds it: Flyte made it
 */
export function placeInPod(pod: LintedPod, path: Place["path"]): Place | undefined {
  const below = (pod.composition?.trace ?? []).filter((field) => startsWith(field.path, path));
  return below.flatMap((field) => placeOf(pod, field, path.length) ?? [])[0];
}

/** The place that an origin names, in the documents of the linted Pod. */
export function placeOfOrigin(pod: LintedPod, { source }: Origin): Place | undefined {
  if (!source) return undefined;
  const { document, path } = source;
  if (document === documents.task) return pod.task === undefined ? undefined : { document: pod.task, path };
  return document === pod.template?.document || isGiven(pod, source) ? { document, path } : undefined;
}

/** Whether a place is in the platform's config or the execution, and somebody wrote it. */
export function isGiven({ configured, givenFacts }: LintedPod, { document, path }: Place): boolean {
  if (document === documents.config || document === documents.storage) return configured;
  return document === documents.execution && givenFacts.some((name) => name === path[0]);
}

/** A leaf's own place, less what lies below the path that was asked for. */
function placeOf(pod: LintedPod, { path, origin }: TracedField, depth: number): Place | undefined {
  const place = placeOfOrigin(pod, origin);
  return place && { ...place, path: place.path.slice(0, Math.max(0, place.path.length - (path.length - depth))) };
}

/** Whether a path is another one, or goes on from it. */
export function startsWith(path: Place["path"], start: Place["path"]): boolean {
  return start.length <= path.length && start.every((segment, index) => path[index] === segment);
}
