import type { JsonObject } from "@bufbuild/protobuf";
import type { Facts } from "../compose/facts.ts";
import { unsetAnnotation } from "../compose/unset-annotation.ts";
import type { K8sPod, TaskTemplate } from "../flyte/gen/flyteidl2/core/tasks_pb.js";

/**
 * The same facts with a task that says nothing of security and takes nothing back that templates gave (`null`, `$patch`, `podwright.dev/unset`), and
 * with a platform config that has no default security contexts, which stand only where the task is silent.
 * @returns undefined if the task says nothing as it is
 */
export function withoutTaskSecurity(facts: Facts): Facts | undefined {
  const { task, execution } = facts;
  const { overrides } = execution;
  const silentTask = silenced(task);
  const podTemplate = overrides?.podTemplate && silencedPod(overrides.podTemplate);
  const annotations = execution.annotations && withoutUnset(execution.annotations);
  if (silentTask === task && podTemplate === overrides?.podTemplate && annotations === execution.annotations) {
    return undefined;
  }
  const { "default-security-context": _, "default-pod-security-context": __, ...config } = facts.config;
  return {
    ...facts,
    task: silentTask,
    config,
    execution: {
      ...execution,
      ...(annotations ? { annotations } : {}),
      ...(podTemplate ? { overrides: { ...overrides, podTemplate } } : {}),
    },
  };
}

function silenced(task: TaskTemplate): TaskTemplate {
  const { target } = task;
  const custom = task.custom && withoutSecurity(task.custom);
  const pod = target.case === "k8sPod" ? silencedPod(target.value) : undefined;
  const isSilent = custom === task.custom && (target.case !== "k8sPod" || pod === target.value);
  if (isSilent) return task;
  return { ...task, ...(custom ? { custom } : {}), ...(pod ? { target: { case: "k8sPod", value: pod } } : {}) };
}

function silencedPod(pod: K8sPod): K8sPod {
  const podSpec = pod.podSpec && withoutSecurity(pod.podSpec);
  const annotations = pod.metadata && withoutUnset(pod.metadata.annotations);
  if (podSpec === pod.podSpec && annotations === pod.metadata?.annotations) return pod;
  return {
    ...pod,
    ...(podSpec ? { podSpec } : {}),
    ...(pod.metadata && annotations ? { metadata: { ...pod.metadata, annotations } } : {}),
  };
}

function withoutUnset<T extends Readonly<Record<string, string>>>(annotations: T): T {
  if (!Object.hasOwn(annotations, unsetAnnotation)) return annotations;
  const { [unsetAnnotation]: _, ...others } = annotations;
  return others as T;
}

/** The same object where there is nothing to take away. Go finds fields whatever their case. */
function withoutSecurity<T extends JsonObject>(object: T): T {
  let changed = false;
  const entries = Object.entries(object).flatMap(([key, value]) => {
    const kept = value === null || isOfSecurity(key) ? undefined : strippedValue(value);
    if (kept !== value) changed = true;
    return kept === undefined ? [] : [[key, kept]];
  });
  return changed ? (Object.fromEntries(entries) as T) : object;
}

function strippedValue(value: JsonObject[string]): JsonObject[string] {
  if (Array.isArray(value)) {
    const items = value.filter((item) => !isRemoval(item)).map(strippedValue);
    return items.length < value.length || items.some((item, index) => item !== value[index]) ? items : value;
  }
  return value !== null && typeof value === "object" ? withoutSecurity(value) : value;
}

/** An entry that takes another one out of a list, or all of them. */
function isRemoval(item: JsonObject[string]): boolean {
  if (item === null || typeof item !== "object" || Array.isArray(item)) return false;
  return item.$patch === "delete" || (item.$patch !== undefined && Object.keys(item).length === 1);
}

function isOfSecurity(key: string): boolean {
  return key === unsetAnnotation || securityFields.has(key.toLowerCase());
}

const securityFields = new Set([
  "$patch",
  "securitycontext",
  "hostnetwork",
  "hostpid",
  "hostipc",
  "hostusers",
  "shareprocessnamespace",
  "automountserviceaccounttoken",
]);
