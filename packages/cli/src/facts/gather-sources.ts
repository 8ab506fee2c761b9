import {
  type DecodedTask,
  type ExecutionFacts,
  type FlyteConfig,
  failureOf,
  type Problem,
  type Result,
  semanticsNames,
  success,
} from "@podwright/core";
import { type DocumentPath, type Manifests, readManifests, type SourceLocation } from "@podwright/manifests";
import { type ClusterFacts, readClusterOf } from "../cluster/read-cluster.ts";
import type { Settings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";
import { environmentOf } from "./environment-of.ts";
import { executionPlaceholders } from "./execution-placeholders.ts";
import { type ConfigFromFiles, readConfig } from "./read-config.ts";
import { readExecution } from "./read-execution.ts";
import { readTask } from "./read-task.ts";
import { readTaskPlaces } from "./read-task-places.ts";
import { type TaskIdentifier, taskIdentifier } from "./task-identifier.ts";

/** Everything that files say about a task's Pod. */
export interface Sources {
  readonly task: DecodedTask;
  readonly taskFile: string;
  /** Where a path of the task template stands; absent for a `.pb`, which has no lines. */
  readonly taskPlace?: (path: DocumentPath) => SourceLocation;
  readonly taskId: TaskIdentifier;
  readonly config: FlyteConfig;
  /** Whether somebody gave a config, and `config` is not Flyte's own defaults alone. */
  readonly isConfigured: boolean;
  readonly findSetting: ConfigFromFiles["findSetting"];
  readonly overridden: ConfigFromFiles["overridden"];
  /** What the execution file and --namespace give; nothing is filled in. */
  readonly execution: Partial<ExecutionFacts>;
  /** Those of a cluster come before those of files, which stand in their place. */
  readonly manifests: Manifests;
  readonly cluster: ClusterFacts;
}

/**
 * Reads all that a verb was told of, files and a cluster, the config by the rules of the semantics; the problems of all files come at once.
 * @problems those of each reading; those of the connection to a cluster are thrown
 */
export async function gatherSources(
  taskFile: string,
  settings: Pick<Settings, "file" | "config" | "execution" | "semantics" | "namespace" | "flyteNamespace" | "cluster">,
  environment: Shell["environment"],
): Promise<Result<Sources>> {
  const [task, execution] = await Promise.all([readTask(taskFile), readExecution(settings.execution)]);
  const taskId = taskIdentifier(task.ok ? task.value.template : undefined);
  const { namespace: told, flyteNamespace } = settings;
  const given = { ...(execution.ok && execution.value), ...(told !== undefined && { namespace: told }) };
  const { namespace } = { ...executionPlaceholders(taskId), ...given };
  const scope = { namespaces: [flyteNamespace, namespace], flyteNamespace, named: given.namespace };
  const cluster = await readClusterOf(settings.cluster, scope, environment);
  const inCluster = cluster.ok ? cluster.value.configFiles : [];
  const rules = settings.semantics ?? semanticsNames[0];
  const [config, manifests] = await Promise.all([
    readConfig(settings.config, rules, environmentOf(environment), inCluster),
    readManifests(settings.file ?? [], namespace),
  ]);
  if (task.ok && execution.ok && cluster.ok && config.ok && manifests.ok) {
    const warnings = [task, execution, cluster, config, manifests].flatMap((result) => result.warnings);
    const { flyte, findSetting, overridden } = config.value;
    const taskPlace = (await readTaskPlaces([taskFile], (file) => file)).get(taskFile);
    const sources: Sources = {
      task: task.value,
      taskFile,
      ...(taskPlace && { taskPlace }),
      taskId,
      config: flyte,
      isConfigured: settings.config !== undefined || inCluster.length > 0,
      findSetting,
      overridden,
      execution: given,
      manifests: withCluster(manifests.value, cluster.value),
      cluster: cluster.value,
    };
    return success(sources, warnings);
  }
  const problems = [task, config, execution, manifests, cluster].flatMap((result) =>
    result.ok ? [] : result.problems,
  );
  return failureOf(problems as [Problem, ...Problem[]]);
}

/** Of two objects of one name the later one counts. */
function withCluster(manifests: Manifests, { podTemplates }: ClusterFacts): Manifests {
  return podTemplates.length === 0
    ? manifests
    : { ...manifests, podTemplates: [...podTemplates, ...manifests.podTemplates] };
}
