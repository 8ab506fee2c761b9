import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { type Result, success } from "@podwright/core";
import { type ParsedProject, type Project, parseProject } from "@podwright/manifests";
import { type FileRole, readText } from "../facts/read-file.ts";
import { findProject } from "./find-project.ts";

const role: FileRole = {
  name: "project file",
  missing: "FILE_MISSING",
  fix: "give --project a podwright.yaml, or leave it out: then the one of this folder or its parents counts",
};

/**
 * Reads the project's file, its paths made relative to the working directory.
 * @param named - by `--project`; false for `--no-project`; undefined: it is looked for
 * @returns undefined if there is none
 * @problems FILE_MISSING, MANIFEST_INVALID, PROJECT_INVALID
 */
export async function readProject(
  named: string | false | undefined,
  workingDirectory: string,
): Promise<Result<ParsedProject | undefined>> {
  if (named === false) return success(undefined);
  const found = named === undefined ? await findProject(workingDirectory) : resolve(workingDirectory, named);
  if (found === undefined) return success(undefined);
  const file = relative(workingDirectory, found);
  const text = await readText(file, role);
  if (!text.ok) return text;
  const parsed = parseProject(text.value, file);
  if (!parsed.ok) return parsed;
  return success({ ...parsed.value, project: placePaths(parsed.value.project, dirname(file)) }, parsed.warnings);
}

function placePaths(project: Project, folder: string): Project {
  const place = (path: string): string =>
    isAbsolute(path) || /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ? path : join(folder, path);
  const { config, manifests, tasks, execution, store } = project;
  return {
    ...project,
    ...(config && { config: config.map(place) }),
    ...(manifests && { manifests: manifests.map(place) }),
    ...(tasks && { tasks: tasks.map(place) }),
    ...(execution !== undefined && { execution: place(execution) }),
    ...(store !== undefined && { store: place(store) }),
  };
}
