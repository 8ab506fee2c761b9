import type { JsonObject } from "@bufbuild/protobuf";
import type { Facts } from "../compose/facts.ts";
import type { TaskTemplate } from "../flyte/gen/flyteidl2/core/tasks_pb.js";

/**
 * The same facts with a task that says nothing of security, and a platform config that has no default security contexts, which stand only where
 * the task is silent.
 * @returns undefined if the task says nothing as it is
 */
export function withoutTaskSecurity(facts: Facts): Facts | undefined {
  const { task, execution } = facts;
  const override = execution.overrides?.podTemplate;
  const strippedTask = withoutSecurityOf(task);
  const podSpec = override?.podSpec && withoutSecurity(override.podSpec);
  if (strippedTask === task && podSpec === override?.podSpec) return undefined;
  const { "default-security-context": _, "default-pod-security-context": __, ...config } = facts.config;
  const overrides =
    override && podSpec ? { ...execution.overrides, podTemplate: { ...override, podSpec } } : execution.overrides;
  return {
    ...facts,
    task: strippedTask,
    config,
    execution: { ...execution, ...(overrides ? { overrides } : {}) },
  };
}

function withoutSecurityOf(task: TaskTemplate): TaskTemplate {
  const { target } = task;
  const custom = task.custom && withoutSecurity(task.custom);
  if (target.case === "k8sPod" && target.value.podSpec) {
    const podSpec = withoutSecurity(target.value.podSpec);
    if (podSpec !== target.value.podSpec)
      return { ...task, target: { case: "k8sPod", value: { ...target.value, podSpec } } };
  }
  return custom === undefined || custom === task.custom ? task : { ...task, custom };
}

/** The same object where there is nothing to take away. Go finds fields whatever their case. */
function withoutSecurity<T extends JsonObject>(object: T): T {
  let changed = false;
  const entries = Object.entries(object).flatMap(([key, value]) => {
    if (securityFields.has(key.toLowerCase())) {
      changed = true;
      return [];
    }
    const stripped = strippedValue(value);
    if (stripped !== value) changed = true;
    return [[key, stripped]];
  });
  return changed ? (Object.fromEntries(entries) as T) : object;
}

function strippedValue(value: JsonObject[string]): JsonObject[string] {
  if (Array.isArray(value)) {
    const items = value.map(strippedValue);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  return value !== null && typeof value === "object" ? withoutSecurity(value) : value;
}

const securityFields = new Set([
  "securitycontext",
  "hostnetwork",
  "hostpid",
  "hostipc",
  "hostusers",
  "shareprocessnamespace",
  "automountserviceaccounttoken",
]);
