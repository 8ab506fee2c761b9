import type { ExecutionFacts } from "@podwright/core";
import type { TaskIdentifier } from "./task-identifier.ts";

/** Where the placeholders' data would stand. */
export const placeholderBucket = "flyte-data";

/**
 * The execution that `podwright compose` takes for granted where it is told nothing else: the first attempt of node `n0` in the
 * execution `execution`. The same task always gets the same; docs/compose.md lists them.
 */
export function executionPlaceholders(task: TaskIdentifier): ExecutionFacts {
  return executionOf(task, { executionName: "execution", storeUri: `s3://${placeholderBucket}` });
}

/** The first attempt of node `n0` of a named execution, whose data stand below a URI as Flyte lays them out. */
export function executionOf(
  task: TaskIdentifier,
  { executionName, storeUri }: { readonly executionName: string; readonly storeUri: string },
): ExecutionFacts {
  const project = task.project || "flytesnacks";
  const domain = task.domain || "development";
  const name = `${executionName}-n0-0`;
  const data = `${storeUri}/metadata/${project}-${domain}-${executionName}/n0/data`;
  const raw = `${storeUri}/raw/${name}`;
  return {
    namespace: `${project}-${domain}`,
    name,
    project,
    domain,
    executionName,
    nodeId: "n0",
    uniqueNodeId: "n0",
    taskId: { project, domain, name: task.name, version: task.version },
    retryAttempt: 0,
    maxAttempts: 1,
    labels: {},
    annotations: {},
    serviceAccount: "default",
    interruptible: false,
    inputPath: `${data}/inputs.pb`,
    inputPrefix: data,
    outputPrefix: `${data}/0`,
    rawOutputPrefix: raw,
    checkpointPrefix: `${raw}/_flytecheckpoints`,
    prevCheckpointPrefix: "",
    taskTemplatePath: `${data}/task.pb`,
    envVars: {},
    consoleUrl: "",
  };
}
