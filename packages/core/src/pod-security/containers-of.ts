import type { Container, PodSpec } from "../kubernetes/types.ts";

/** A container and where it stands in its Pod. */
export interface PlacedContainer {
  readonly container: Container;
  readonly path: readonly (string | number)[];
}

/**
 * Every container that a standard judges, init containers first.
 * @source policy/visitor.go visitContainers, k8s.io/pod-security-admission v0.34.1
 */
export function containersOf(spec: PodSpec): readonly PlacedContainer[] {
  return (["initContainers", "containers", "ephemeralContainers"] as const).flatMap((list) =>
    ((spec[list] ?? []) as readonly Container[]).map((container, index) => ({
      container,
      path: ["spec", list, index],
    })),
  );
}
