import { containersOf } from "../containers-of.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_hostPorts.go, k8s.io/pod-security-admission v0.34.1 */
export const hostPorts: PodSecurityControl = {
  id: "hostPorts",
  level: "baseline",
  faultsOf: ({ spec }) =>
    containersOf(spec).flatMap(({ container, path }) =>
      [...(container.ports ?? []).entries()]
        .filter(([, { hostPort }]) => hostPort)
        .map(([index, { hostPort }]) => ({
          path: [...path, "ports", index, "hostPort"],
          container: container.name,
          what: `must not use the hostPort ${hostPort}`,
        })),
    ),
};
