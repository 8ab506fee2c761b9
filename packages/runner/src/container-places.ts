import type { Container, Pod } from "@podwright/core";

/** A container and where a reader finds it: `spec.initContainers[0] (downloader)`. */
export type ContainerPlace = readonly [where: string, container: Container];

/** Every container of a Pod, init containers and sidecars first. */
export function containerPlaces({ spec }: Pod): readonly ContainerPlace[] {
  return [...places("initContainers", spec?.initContainers), ...places("containers", spec?.containers)];
}

function places(field: string, containers: readonly Container[] = []): readonly ContainerPlace[] {
  return containers.map((container, index) => [`spec.${field}[${index}] (${container.name})`, container]);
}
