import { containersOf } from "../containers-of.ts";
import { isWindows } from "../is-windows.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_allowPrivilegeEscalation.go, k8s.io/pod-security-admission v0.34.1 */
export const allowPrivilegeEscalation: PodSecurityControl = {
  id: "allowPrivilegeEscalation",
  level: "restricted",
  faultsOf: ({ spec }) =>
    isWindows(spec)
      ? []
      : containersOf(spec)
          .filter(({ container }) => container.securityContext?.allowPrivilegeEscalation !== false)
          .map(({ container, path }) => ({
            path: [...path, "securityContext", "allowPrivilegeEscalation"],
            container: container.name,
            what: "must set securityContext.allowPrivilegeEscalation=false",
            mend: { allowPrivilegeEscalation: false },
          })),
};
