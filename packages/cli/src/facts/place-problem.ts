import type { Problem } from "@podwright/core";
import { parsePath, renderLocation } from "@podwright/manifests";
import type { Sources } from "./gather-sources.ts";

/** What problems of composing can be placed in. */
export type PlacedSources = Pick<Sources, "manifests" | "taskFile" | "taskPlace">;

/**
 * Core says `DOCUMENT, PATH`, and `the task, PATH`. For a document of the manifests and for a task in JSON this becomes file, line and path; for
 * another task the file and what core says.
 */
export function placeProblem(problem: Problem, sources: PlacedSources): Problem {
  const { where = "" } = problem;
  const inTask = /^the task(?:, (.*))?$/s.exec(where);
  if (inTask) return { ...problem, where: placeInTask(inTask[1] ?? "", sources) };
  const [, document, path] = /^(.+), ([^ ,]+)$/.exec(where) ?? [];
  if (document === undefined || path === undefined) return problem;
  const segments = parsePath(path);
  const location = sources.manifests.locate(document, segments);
  return location ? { ...problem, where: renderLocation(location, segments) } : problem;
}

/** @param text - a path, of which parts may stand behind commas, and what else there is to say behind a colon or semicolon */
function placeInTask(text: string, { taskFile, taskPlace }: PlacedSources): string {
  const [, path = "", more = ""] = /^([^:;]*)(.*)$/s.exec(text) ?? [];
  const segments = parsePath(path.replaceAll(", ", "."));
  const location = taskPlace?.(segments);
  if (location) return renderLocation(location, segments) + more;
  return text === "" ? taskFile : `${taskFile}, ${text}`;
}
