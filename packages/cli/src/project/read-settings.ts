import { type BoundaryMode, boundaryModes, type Result, success } from "@podwright/core";
import type { Project } from "@podwright/manifests";
import type { SharedOptions } from "../command-line/shared-options.ts";
import type { Shell } from "../shell.ts";
import { readProject } from "./read-project.ts";

/** What a verb was told: by its flags, and where they say nothing by the project's file. */
export interface Settings extends Omit<FactFlags, "boundary">, Pick<Project, "store"> {
  readonly boundary: BoundaryMode;
  /** File and line of the semantics, where the project's file says it. */
  readonly semanticsFrom?: string;
  /** Task files and folders of them, for verbs that were given no task. */
  readonly tasks: readonly string[];
  readonly flyteNamespace: string;
}

type FactFlags = Pick<SharedOptions, "file" | "config" | "execution" | "semantics" | "boundary">;

/**
 * Fills a verb's flags up from the project's file.
 * @problems FILE_MISSING, MANIFEST_INVALID, PROJECT_INVALID
 */
export async function readSettings(
  options: FactFlags & Pick<SharedOptions, "project">,
  { workingDirectory }: Pick<Shell, "workingDirectory">,
): Promise<Result<Settings>> {
  const read = await readProject(options.project, workingDirectory);
  if (!read.ok) return read;
  const { manifests, tasks = [], flyteNamespace = "flyte", ...said } = read.value?.project ?? {};
  const place = options.semantics || !said.semantics ? undefined : read.value?.locate(["semantics"]);
  const { file = manifests, config = said.config, execution = said.execution, semantics = said.semantics } = options;
  return success(
    {
      ...said,
      ...(file && { file }),
      ...(config && { config }),
      ...(execution !== undefined && { execution }),
      ...(semantics && { semantics }),
      boundary: options.boundary ?? said.boundary ?? boundaryModes[0],
      ...(place && { semanticsFrom: `${place.file}:${place.line}` }),
      tasks,
      flyteNamespace,
    },
    read.warnings,
  );
}
