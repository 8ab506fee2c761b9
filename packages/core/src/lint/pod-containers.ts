import type { ContainerList } from "../kubernetes/container-list.ts";
import type { Container, PodSpec } from "../kubernetes/types.ts";
import type { LintedPod } from "./lint-context.ts";

/** A container of a Pod, and where it stands from the Pod on. */
export interface PodContainer {
  readonly list: ContainerList;
  readonly container: Container;
  readonly path: readonly (string | number)[];
}

/** Every container of a Pod, init containers first; none where composing failed. */
export function podContainers({ composition }: LintedPod): readonly PodContainer[] {
  return containersIn(composition?.pod.spec);
}

/** Every container of a Pod spec, init containers first. */
export function containersIn(spec: PodSpec | undefined): readonly PodContainer[] {
  return (["initContainers", "containers"] as const).flatMap((list) =>
    (spec?.[list] ?? []).map((container, index) => ({ list, container, path: ["spec", list, index] })),
  );
}
