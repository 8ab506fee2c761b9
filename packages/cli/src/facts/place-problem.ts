import type { Problem } from "@podwright/core";
import { type DocumentPath, parseLocation, parsePath, renderLocation } from "@podwright/manifests";
import type { Sources } from "./gather-sources.ts";

/** What problems of composing can be placed in. */
export type PlacedSources = Pick<Sources, "manifests" | "findSetting" | "taskFile" | "taskPlace">;

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
  const placed = taskPlace && place(text, (path) => renderLocation(taskPlace(path), path));
  return placed ?? (text === "" ? taskFile : `${taskFile}, ${text}`);
}

function placeInConfig(text: string, { findSetting }: PlacedSources): string | undefined {
  return place(text, (path) => {
    const found = findSetting(path);
    if (found && "variable" in found) return `the environment, ${found.variable}`;
    const location = found && parseLocation(found.file);
    return location && renderLocation(location, path);
  });
}

/** @param text - a path, of which parts may stand behind commas, and what else there is to say behind a colon or semicolon */
function place(text: string, shown: (path: DocumentPath) => string | undefined): string | undefined {
  const [, path = "", more = ""] = /^([^:;]*)(.*)$/s.exec(text) ?? [];
  const placed = shown(parsePath(path.replaceAll(", ", ".")));
  return placed && placed + more;
}
