import { type BoundaryMode, boundaryModes, type Result, resultOf } from "@podwright/core";
import type { Project } from "@podwright/manifests";
import { type ClusterOptions, type ClusterSettings, clusterSettings } from "../cluster/cluster-settings.ts";
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
  /** Facts come from it too, and files win over it; absent: from files alone. */
  readonly cluster?: ClusterSettings;
  /** The cluster that the project's file names. */
  readonly projectContext?: string;
}

type FactFlags = Pick<SharedOptions, "file" | "config" | "execution" | "semantics" | "boundary" | "namespace">;

interface SettingsUses {
  /** Whether the verb takes the project's tasks. */
  readonly tasks?: boolean;
  /** Whether the flags that name a cluster mean something without --from-cluster too. */
  readonly cluster?: boolean;
}

/**
 * Fills a verb's flags up from the project's file. `--from-cluster` stands in the place of the project's config and manifests.
 * @problems USAGE, thrown; FILE_MISSING, MANIFEST_INVALID; PROJECT_INVALID, also for each path that is taken from the file and leads nowhere
 */
export async function readSettings(
  options: FactFlags & ClusterOptions & Pick<SharedOptions, "project">,
  { workingDirectory }: Pick<Shell, "workingDirectory">,
  { tasks: usesTasks = false, cluster: usesCluster = false }: SettingsUses = {},
): Promise<Result<Settings>> {
  const read = await readProject(options.project, workingDirectory);
  if (!read.ok) return read;
  const { manifests, tasks = [], flyteNamespace = "flyte", cluster: context, ...said } = read.value?.project ?? {};
  const cluster = clusterSettings(options, context, usesCluster);
  const isInstead = options.fromCluster === true && context === undefined;
  const place = options.semantics || !said.semantics ? undefined : read.value?.locate(["semantics"]);
  const { config: projectConfig, ...rest } = said;
  const files = isInstead ? {} : { manifests, config: projectConfig };
  const {
    file = files.manifests,
    config = files.config,
    execution = said.execution,
    semantics = said.semantics,
  } = options;
  const taken = {
    manifests: !options.file && !isInstead,
    config: !options.config && !isInstead,
    execution: !options.execution,
    tasks: usesTasks,
  };
  const missing = read.value ? await missingPaths(read.value, taken) : [];
  return resultOf<Settings>(
    {
      ...rest,
      ...(options.namespace !== undefined && { namespace: options.namespace }),
      ...(cluster && { cluster }),
      ...(context !== undefined && { projectContext: context }),
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
