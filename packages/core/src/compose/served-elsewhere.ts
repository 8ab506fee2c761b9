import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { Problem } from "../problem/problem.ts";
import type { Facts } from "./facts.ts";
import type { SemanticsName } from "./semantics-names.ts";

/**
 * That not Flyte's pod plugin serves a task of this type, but another one where it is enabled, which makes something else than a Pod of the task.
 * A type that no plugin of Flyte's serves comes to the pod plugin, unless a connector takes it: that asks for nothing to be done.
 * @returns undefined if the pod plugin serves the type
 * @source flyteplugins/go/tasks/plugins RegisteredTaskTypes, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function servedElsewhere({ task: { type } }: Facts, semantics: SemanticsName): Problem | undefined {
  if (podTypes.has(type)) return undefined;
  const maker = makers[semantics === "podwright" ? "flyte-2.0" : semantics].get(type);
  if (maker !== undefined) {
    return {
      code: "TASK_TYPE_SERVED_ELSEWHERE",
      severity: "warning",
      what: `the task is of the type ${type}: where Flyte's plugin for it is enabled, Flyte makes ${maker}, and not this Pod`,
      where: "the task, type",
      fix: `take the Pod for what Flyte makes without the plugin; with it, the task's template and containers count in other ways`,
    };
  }
  return {
    code: "TASK_TYPE_SERVED_ELSEWHERE",
    severity: "information",
    what: `the task is of the type ${type}, which no plugin of Flyte's own serves: Flyte makes this Pod, unless a connector takes the type`,
    where: "the task, type",
    fix: "nothing is to be done if no connector is configured for it",
  };
}

/**
 * What the pod plugin serves by name, in either version, and what clients call their plain tasks and leave to the default plugin, which it is too.
 * @source plugins/k8s/pod/plugin.go, flyteorg/flyte v1.16.8 and v2.0.43
 */
const podTypes: ReadonlySet<string> = new Set([
  "",
  "container",
  "python",
  "python-task",
  "raw-container",
  "sidecar",
  "pod",
]);

const shared = [
  ["dask", "a DaskJob"],
  ["mpi", "an MPIJob"],
  ["pytorch", "a PyTorchJob"],
  ["ray", "a RayJob"],
  ["spark", "a SparkApplication"],
  ["tensorflow", "a TFJob"],
  ["echo", "nothing in the cluster"],
] as const;

const makers: Readonly<Record<FlyteVersion, ReadonlyMap<string, string>>> = {
  "flyte-1.16": new Map<string, string>([
    ...shared,
    ["aws-batch", "a job of AWS Batch"],
    ["bigquery_query_job_task", "a query of BigQuery"],
    ["container_array", "a Pod for each item of the list"],
    ["hive", "a query of Athena"],
    ["presto", "a query of Presto or Athena"],
    ["snowflake", "a query of Snowflake"],
  ]),
  "flyte-2.0": new Map<string, string>([
    ...shared,
    ["clustered-task", "a JobSet"],
    ["core-sleep", "nothing in the cluster"],
  ]),
};
