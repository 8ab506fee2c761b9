import type { SharedMemory } from "../../flyte/gen/flyteidl2/core/tasks_pb.js";
import { formatQuantity, parseQuantity } from "../../kubernetes/quantity.ts";
import { type Draft, primaryContainerOf, report } from "../../merge/draft.ts";
import { appendItems } from "../../merge/list-items.ts";
import type { Origin } from "../../merge/origin.ts";
import { extendedResourcesOf } from "../accelerator.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";
import type { Layer } from "../layer.ts";

/**
 * Gives the primary container the shared memory that the task asks for: a volume in memory, mounted at its path.
 * Without a size limit the volume's is 0, which is none.
 * @problems SHARED_MEMORY_INVALID
 * @source flytek8s/pod_helper.go ApplySharedMemory, flyteorg/flyte v2.0.43
 */
export const sharedMemory: Layer = {
  name: "shared-memory",
  apply(draft, facts) {
    const memory = extendedResourcesOf(facts).sharedMemory;
    if (!memory) return;
    const primary = primaryContainerOf(draft);
    const refusal = refusalOf(draft, memory);
    const size = parseQuantity(memory.sizeLimit || "0");
    if (refusal || !primary || "refused" in size) {
      const reason =
        "refused" in size ? `Unable to parse size limit: ${size.refused}` : "Unable to find primary container";
      report(draft, invalid(refusal ?? reason));
      return;
    }
    const emptyDir = { medium: "Memory", sizeLimit: formatQuantity(size) };
    appendItems(draft, draft.spec, "volumes", [{ name: memory.mountName, emptyDir }], own);
    appendItems(draft, primary, "volumeMounts", [{ name: memory.mountName, mountPath: memory.mountPath }], own);
  },
};

const own: Origin = { layer: sharedMemory.name };

/** The first reason that Flyte finds. */
function refusalOf(draft: Draft, { mountName, mountPath }: SharedMemory): string | undefined {
  if (!mountName) return "mount name is not set";
  if (!mountPath) return "mount path is not set";
  if (draft.spec.volumes?.some(({ name }) => name === mountName))
    return `A volume is already named ${mountName} in pod spec`;
  for (const mount of primaryContainerOf(draft)?.volumeMounts ?? []) {
    if (mount.name === mountName) return `A volume is already named ${mountName} in container`;
    if (mount.mountPath === mountPath) return `${mountPath} is already mounted in container`;
  }
  return undefined;
}

function invalid(reason: string): Parameters<typeof report>[1] {
  return {
    code: "SHARED_MEMORY_INVALID",
    what: badTaskSpecification(reason),
    where: "the task, extendedResources.sharedMemory",
    fix: "give sharedMemory a mountName and a mountPath that nothing else uses, and a sizeLimit such as 2Gi or none",
  };
}
