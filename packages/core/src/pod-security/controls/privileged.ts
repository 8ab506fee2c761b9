import { containersOf } from "../containers-of.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_privileged.go, k8s.io/pod-security-admission v0.34.1 */
export const privileged: PodSecurityControl = {
  id: "privileged",
  level: "baseline",
  faultsOf: ({ spec }) =>
    containersOf(spec)
      .filter(({ container }) => container.securityContext?.privileged)
      .map(({ container, path }) => ({
        path: [...path, "securityContext", "privileged"],
        container: container.name,
        what: "must not set securityContext.privileged=true",
      })),
};
