import type { ExecutionFacts } from "@podwright/core";

/** Who a task belongs to; every part may be empty. */
export interface TaskIdentifier {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly version: string;
}

/**
 * The execution that `podwright compose` takes for granted where it is told nothing else: first attempt of node `n0` in the
 * execution `execution`. The same task always gets the same; docs/compose.md lists them.
 */
export function executionPlaceholders(task: TaskIdentifier): ExecutionFacts {
  const project = task.project || "flytesnacks";
  const domain = task.domain || "development";
  const node = `s3://flyte-data/metadata/${project}-${domain}-execution/n0`;
  return {
    namespace: `${project}-${domain}`,
    name: "execution-n0-0",
    project,
    domain,
    executionName: "execution",
    nodeId: "n0",
    uniqueNodeId: "n0",
    taskId: { project, domain, name: task.name, version: task.version },
    retryAttempt: 0,
    maxAttempts: 1,
    labels: {},
    annotations: {},
    serviceAccount: "default",
    interruptible: false,
    inputPath: `${node}/data/inputs.pb`,
    inputPrefix: `${node}/data`,
    outputPrefix: `${node}/data/0`,
    rawOutputPrefix: "s3://flyte-data/raw/execution-n0-0",
    checkpointPrefix: "s3://flyte-data/raw/execution-n0-0/_flytecheckpoints",
    prevCheckpointPrefix: "",
    taskTemplatePath: `${node}/data/task.pb`,
    envVars: {},
    consoleUrl: "",
  };
}
