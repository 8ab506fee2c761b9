import type { Resources } from "../flyte/gen/flyteidl2/core/tasks_pb.js";
import { type Resources_ResourceEntry, Resources_ResourceName } from "../flyte/gen/flyteidl2/core/tasks_pb.js";
import { formatQuantity, parseQuantity } from "../kubernetes/quantity.ts";
import type { ResourceRequirements } from "../kubernetes/types.ts";
import { failure, type Result, success } from "../problem/problem.ts";

/**
 * What a task's container asks for, as Kubernetes says it. Zero amounts and storage are dropped.
 * @param acceleratorName - what accelerators are called
 * @problems QUANTITY_INVALID
 * @source flytek8s/utils.go ToK8sResourceRequirements, flyteorg/flyte v2.0.43
 */
export function taskResources(resources: Resources | undefined, acceleratorName: string): Result<ResourceRequirements> {
  if (!resources) return success({});
  const requests = resourceList(resources.requests, "requests", acceleratorName);
  if (!requests.ok) return requests;
  const limits = resourceList(resources.limits, "limits", acceleratorName);
  if (!limits.ok) return limits;
  return success({
    ...(isEmpty(limits.value) ? {} : { limits: limits.value }),
    ...(isEmpty(requests.value) ? {} : { requests: requests.value }),
  });
}

const resourceNames: Readonly<Partial<Record<Resources_ResourceName, string>>> = {
  [Resources_ResourceName.CPU]: "cpu",
  [Resources_ResourceName.MEMORY]: "memory",
  [Resources_ResourceName.EPHEMERAL_STORAGE]: "ephemeral-storage",
};

type ResourceList = Record<string, string>;

function resourceList(
  entries: readonly Resources_ResourceEntry[],
  list: string,
  acceleratorName: string,
): Result<ResourceList> {
  const named: ResourceList = {};
  for (const [index, { name, value }] of entries.entries()) {
    const quantity = parseQuantity(value);
    if ("refused" in quantity) {
      return failure({
        code: "QUANTITY_INVALID",
        what: `Failed to parse resource as a valid quantity.: ${quantity.refused}`,
        where: `the task, container.resources.${list}[${index}].value: ${quoted(value)}`,
        fix: "give a quantity such as 500m or 2Gi",
      });
    }
    const resource = name === Resources_ResourceName.GPU ? acceleratorName : resourceNames[name];
    if (resource && quantity.nano !== 0n) named[resource] = formatQuantity(quantity);
  }
  return success(named);
}

/** As much of a text as somebody reads. */
function quoted(text: string): string {
  return text.length > 60 ? `${JSON.stringify(text.slice(0, 57))}…` : JSON.stringify(text);
}

function isEmpty(list: ResourceList): boolean {
  return Object.keys(list).length === 0;
}
