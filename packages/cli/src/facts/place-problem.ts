import { locateSetting, type Problem } from "@podwright/core";
import { type DocumentPath, parseLocation, parsePath, renderLocation, type SourceLocation } from "@podwright/manifests";
import type { Sources } from "./gather-sources.ts";

/** What problems of composing can be placed in. */
export type PlacedSources = Pick<Sources, "manifests" | "configFiles" | "taskFile" | "taskPlace">;

/**
 * Core says `DOCUMENT, PATH`, `the task, PATH` and `the config, PATH`. For a document of the manifests, a task in JSON and a value that a config file
 * holds this becomes file, line and path; for another task the file and what core says.
 */
export function placeProblem(problem: Problem, sources: PlacedSources): Problem {
  const { where = "" } = problem;
  const [, whose, text = ""] = /^(the task|the config)(?:, (.*))?$/s.exec(where) ?? [];
  if (whose === "the task") return { ...problem, where: placeInTask(text, sources) };
  if (whose === "the config") return { ...problem, where: placeInConfig(text, sources) ?? where };
  const [, document, path] = /^(.+), ([^ ,]+)$/.exec(where) ?? [];
  if (document === undefined || path === undefined) return problem;
  const segments = parsePath(path);
  const location = sources.manifests.locate(document, segments);
  return location ? { ...problem, where: renderLocation(location, segments) } : problem;
}

function placeInTask(text: string, { taskFile, taskPlace }: PlacedSources): string {
  const placed = taskPlace && place(text, taskPlace);
  return placed ?? (text === "" ? taskFile : `${taskFile}, ${text}`);
}

function placeInConfig(text: string, { configFiles }: PlacedSources): string | undefined {
  return place(text, (path) => parseLocation(locateSetting(configFiles, path) ?? ""));
}

/** @param text - a path, of which parts may stand behind commas, and what else there is to say behind a colon or semicolon */
function place(text: string, locate: (path: DocumentPath) => SourceLocation | undefined): string | undefined {
  const [, path = "", more = ""] = /^([^:;]*)(.*)$/s.exec(text) ?? [];
  const segments = parsePath(path.replaceAll(", ", "."));
  const location = locate(segments);
  return location && renderLocation(location, segments) + more;
}
