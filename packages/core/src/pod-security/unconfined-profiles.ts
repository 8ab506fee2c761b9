import type { PodSpec } from "../kubernetes/types.ts";
import { settersOf } from "./setters-of.ts";
import type { Fault } from "./violation.ts";

/** The `seccompProfile`s that are set to another type than the two that confine a container. */
export function unconfinedProfiles(spec: PodSpec): readonly Fault[] {
  return settersOf(spec).flatMap(({ context, path, ...setter }) => {
    if (!context.seccompProfile || confines(context.seccompProfile.type)) return [];
    const what = `must not set securityContext.seccompProfile.type to "${context.seccompProfile.type}"`;
    return [{ path: [...path, "seccompProfile", "type"], ...setter, what }];
  });
}

export function confines(type: string | undefined): boolean {
  return type === "RuntimeDefault" || type === "Localhost";
}
