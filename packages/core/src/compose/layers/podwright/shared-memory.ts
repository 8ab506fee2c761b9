import { type Draft, primaryContainerOf } from "../../../merge/draft.ts";
import { extendedResourcesOf } from "../../accelerator.ts";
import type { Facts } from "../../facts.ts";
import type { Layer } from "../../layer.ts";
import { sharedMemory as flytesSharedMemory } from "../shared-memory.ts";

/**
 * The shared memory that the task asks for, as Flyte gives it, but that a Pod which has it already is no contradiction.
 * @problems SHARED_MEMORY_INVALID
 */
export const sharedMemory: Layer = {
  name: flytesSharedMemory.name,
  apply(draft, facts) {
    if (!isThere(draft, facts)) flytesSharedMemory.apply(draft, facts);
  },
};

function isThere(draft: Draft, facts: Facts): boolean {
  const memory = extendedResourcesOf(facts).sharedMemory;
  const volume = draft.spec.volumes?.find(({ name }) => name === memory?.mountName);
  const mounts = primaryContainerOf(draft)?.volumeMounts ?? [];
  return (
    volume?.emptyDir?.medium === "Memory" &&
    mounts.some(({ name, mountPath }) => name === memory?.mountName && mountPath === memory.mountPath)
  );
}
