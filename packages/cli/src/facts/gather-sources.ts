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
  readonly findSetting: ConfigFromFiles["findSetting"];
  readonly overridden: ConfigFromFiles["overridden"];
  /** What the execution file gives; nothing is filled in. */
  readonly execution: Partial<ExecutionFacts>;
  readonly manifests: Manifests;
}

/** Reads all files that a verb was told of, the config by the rules of the semantics; the problems of all of them come at once. */
export async function gatherSources(
  taskFile: string,
  settings: Pick<Settings, "file" | "config" | "execution" | "semantics">,
  environment: Shell["environment"],
): Promise<Result<Sources>> {
  const [task, config, execution] = await Promise.all([
    readTask(taskFile),
    readConfig(settings.config, settings.semantics ?? semanticsNames[0], environmentOf(environment)),
    readExecution(settings.execution),
  ]);
  const taskId = taskIdentifier(task.ok ? task.value.template : undefined);
  const given = execution.ok ? execution.value : {};
  const { namespace } = { ...executionPlaceholders(taskId), ...given };
  const manifests = await readManifests(settings.file ?? [], namespace);
  if (task.ok && config.ok && execution.ok && manifests.ok) {
    const warnings = [task, config, execution, manifests].flatMap((result) => result.warnings);
    const { flyte, findSetting, overridden } = config.value;
    const read = { task: task.value, manifests: manifests.value, config: flyte, findSetting, overridden };
    const taskPlace = (await readTaskPlaces([taskFile], (file) => file)).get(taskFile);
    const sources = { ...read, taskId, taskFile, ...(taskPlace && { taskPlace }), execution: given };
    return success(sources, warnings);
  }
  const problems = [task, config, execution, manifests].flatMap((result) => (result.ok ? [] : result.problems));
  return failureOf(problems as [Problem, ...Problem[]]);
}
