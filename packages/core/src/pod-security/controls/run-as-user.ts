import { settersOf } from "../setters-of.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_runAsUser.go, k8s.io/pod-security-admission v0.34.1 */
export const runAsUser: PodSecurityControl = {
  id: "runAsUser",
  level: "restricted",
  faultsOf: ({ spec }) =>
    settersOf(spec)
      .filter(({ context }) => context.runAsUser === 0)
      .map(({ path, context: _, ...setter }) => ({
        path: [...path, "runAsUser"],
        ...setter,
        what: "must not set securityContext.runAsUser=0",
      })),
};
