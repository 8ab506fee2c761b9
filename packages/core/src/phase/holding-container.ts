import type { ContainerStatus, Pod } from "../kubernetes/types.ts";

/**
 * The container that keeps a Pod from going on: the first init container that is not done, else a main container that waits, the primary
 * one first.
 * @returns undefined if nothing does
 */
export function holdingContainer({ spec, status }: Pod, primaryContainerName: string): ContainerStatus | undefined {
  const sidecars = new Set(
    (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always").map(({ name }) => name),
  );
  const inits = status?.initContainerStatuses ?? [];
  const init = inits.find((container) => !isDone(container, sidecars.has(container.name)));
  if (init) return init;
  const waiting = (status?.containerStatuses ?? []).filter(({ state }) => state?.waiting);
  return waiting.find(({ name }) => name === primaryContainerName) ?? waiting[0];
}

/** A sidecar is done with once it has started. */
function isDone({ state, started }: ContainerStatus, isSidecar: boolean): boolean {
  if (isSidecar && state?.running) return started !== false;
  return state?.terminated?.exitCode === 0;
}
