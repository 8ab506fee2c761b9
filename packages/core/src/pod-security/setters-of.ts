import type { PodSpec } from "../kubernetes/types.ts";
import { containersOf } from "./containers-of.ts";

type SecurityContexts =
  | NonNullable<PodSpec["securityContext"]>
  | NonNullable<PodSpec["containers"][number]["securityContext"]>;

/** One `securityContext` that stands in a Pod: the Pod's own, which names no container, or a container's. */
export interface Setter<Context> {
  readonly context: Context;
  readonly path: readonly (string | number)[];
  readonly container?: string;
}

/** Every `securityContext` of a Pod that is set, the Pod's own first. */
export function settersOf(spec: PodSpec): readonly Setter<SecurityContexts>[] {
  const own = spec.securityContext ? [{ context: spec.securityContext, path: ["spec", "securityContext"] }] : [];
  const containers = containersOf(spec).flatMap(({ container, path }) =>
    container.securityContext
      ? [{ context: container.securityContext, path: [...path, "securityContext"], container: container.name }]
      : [],
  );
  return [...own, ...containers];
}
