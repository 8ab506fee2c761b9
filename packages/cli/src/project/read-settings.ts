import { type BoundaryMode, boundaryModes, type Result, resultOf } from "@podwright/core";
import type { Project } from "@podwright/manifests";
import type { SharedOptions } from "../command-line/shared-options.ts";
import type { Shell } from "../shell.ts";
import { missingPaths } from "./missing-paths.ts";
import { readProject } from "./read-project.ts";

/** What a verb was told: by its flags, and where they say nothing by the project's file. */
export interface Settings extends Omit<FactFlags, "boundary">, Pick<Project, "store" | "engine"> {
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
 * @param uses - whether the verb takes the project's tasks
 * @problems FILE_MISSING, MANIFEST_INVALID; PROJECT_INVALID, also for each path that is taken from the file and leads nowhere
 */
export async function readSettings(
  options: FactFlags & Pick<SharedOptions, "project">,
  { workingDirectory }: Pick<Shell, "workingDirectory">,
  uses: { readonly tasks: boolean } = { tasks: false },
): Promise<Result<Settings>> {
  const read = await readProject(options.project, workingDirectory);
  if (!read.ok) return read;
  const { manifests, tasks = [], flyteNamespace = "flyte", ...said } = read.value?.project ?? {};
  const place = options.semantics || !said.semantics ? undefined : read.value?.locate(["semantics"]);
  const { file = manifests, config = said.config, execution = said.execution, semantics = said.semantics } = options;
  const taken = { manifests: !options.file, config: !options.config, execution: !options.execution, ...uses };
  const missing = read.value ? await missingPaths(read.value, taken) : [];
  return resultOf<Settings>(
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
    [...read.warnings, ...missing],
  );
}
