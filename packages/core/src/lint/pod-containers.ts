import type { Container } from "../kubernetes/types.ts";
import type { LintedPod } from "./lint-context.ts";
import type { ContainerList } from "./template-containers.ts";

/** A container of a composed Pod, and where it stands. */
export interface PodContainer {
  readonly list: ContainerList;
  readonly container: Container;
  readonly path: readonly (string | number)[];
}

/** Every container of a Pod, init containers first; none where composing failed. */
export function podContainers({ composition }: LintedPod): readonly PodContainer[] {
  const spec = composition?.pod.spec;
  return (["initContainers", "containers"] as const).flatMap((list) =>
    (spec?.[list] ?? []).map((container, index) => ({ list, container, path: ["spec", list, index] })),
  );
}
