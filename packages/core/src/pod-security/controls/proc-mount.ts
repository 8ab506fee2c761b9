import { containersOf } from "../containers-of.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_procMount.go, k8s.io/pod-security-admission v0.34.1 */
export const procMount: PodSecurityControl = {
  id: "procMount",
  level: "baseline",
  faultsOf: ({ spec }) =>
    containersOf(spec).flatMap(({ container, path }) => {
      const type = container.securityContext?.procMount;
      if (type === undefined || type === "Default") return [];
      const what = `must not set securityContext.procMount to "${type}"`;
      return [{ path: [...path, "securityContext", "procMount"], container: container.name, what }];
    }),
};
