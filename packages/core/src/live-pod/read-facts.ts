import type { ExecutionFacts } from "../compose/facts.ts";
import { primaryContainerKey } from "../flyte/wire-strings.ts";
import type { Container, Pod } from "../kubernetes/types.ts";
import type { InferredFact } from "./infer-execution.ts";

/**
 * What a Pod of Flyte says of its execution as it is: its names, the labels that Flyte gives each task, its account, its owner, and the variables
 * that an executor of Flyte 2 brings along.
 */
export function readFacts({
  metadata = {},
  spec,
}: Pod): readonly (InferredFact & { readonly fact: keyof ExecutionFacts })[] {
  const { name, namespace, labels = {}, annotations = {}, ownerReferences: [owner] = [] } = metadata;
  const own = pick(labels, (key) => flyteLabels.has(key));
  const secrets = pick(annotations, (key) => key.startsWith("flyte.secrets/"));
  const containers = spec?.containers ?? [];
  const primary =
    containers.find((container) => container.name === annotations[primaryContainerKey]) ?? primaryOf(containers, name);
  const variables = primary ? ownVariables(primary) : {};
  const interruptible = labels.interruptible;
  const facts: readonly (readonly [keyof ExecutionFacts, unknown, string] | false | undefined)[] = [
    namespace !== undefined && ["namespace", namespace, "metadata.namespace"],
    name !== undefined && ["name", name, "metadata.name"],
    primary && primary.name !== name && name !== undefined && !dnsLabel.test(name)
      ? ["drawnContainerName", primary.name, "spec.containers"]
      : undefined,
    Object.keys(own).length > 0 && ["labels", own, "metadata.labels"],
    Object.keys(secrets).length > 0 && ["annotations", secrets, "metadata.annotations"],
    spec?.serviceAccountName !== undefined && ["serviceAccount", spec.serviceAccountName, "spec.serviceAccountName"],
    (interruptible === "true" || interruptible === "false") && [
      "interruptible",
      interruptible === "true",
      "metadata.labels.interruptible",
    ],
    owner && ["ownerReference", owner, "metadata.ownerReferences[0]"],
    Object.keys(variables).length > 0 && ["envVars", variables, `spec.containers[${primary?.name}].env`],
  ];
  return facts.flatMap((each) => (each ? [{ fact: each[0], value: each[1], from: each[2] }] : []));
}

/** What a container may be called: where the Pod's name is none, Flyte draws one. */
const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Of a task whose Pod has no more than one container of its own. */
function primaryOf(containers: readonly Container[], name: string | undefined): Container | undefined {
  return containers.find((container) => container.name === name) ?? containers[0];
}

/**
 * The labels that Flyte gives the Pod of every task.
 * @source flytepropeller/pkg/compiler/transformers/k8s/workflow.go, pkg/controller/nodes/node_exec_context.go, flyteorg/flyte v1.16.8;
 * executor/pkg/plugin/task_exec_metadata.go, flyteorg/flyte v2.0.43
 */
const flyteLabels: ReadonlySet<string> = new Set([
  "execution-id",
  "node-id",
  "workflow-name",
  "task-name",
  "shard-key",
  "interruptible",
  "project",
  "domain",
  "organization",
  "run",
  "action",
  "attempt",
  "inject-flyte-secrets",
  "flyte.org/managed",
]);

/** @source executor/pkg/plugin/task_exec_metadata.go NewTaskExecutionMetadata, flyteorg/flyte v2.0.43 */
const executorVariables: ReadonlySet<string> = new Set(["ACTION_NAME", "RUN_NAME", "_U_RUN_BASE", "_U_ORG_NAME"]);

function ownVariables({ env = [] }: Container): Readonly<Record<string, string>> {
  const own = env.filter(({ name, valueFrom }) => executorVariables.has(name) && !valueFrom);
  return Object.fromEntries(own.map(({ name, value = "" }) => [name, value]));
}

function pick(
  map: Readonly<Record<string, string>>,
  isTaken: (key: string) => boolean,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => isTaken(key)));
}
