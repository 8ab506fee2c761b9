import { settersOf } from "../setters-of.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_windowsHostProcess.go, k8s.io/pod-security-admission v0.34.1 */
export const windowsHostProcess: PodSecurityControl = {
  id: "windowsHostProcess",
  level: "baseline",
  faultsOf: ({ spec }) =>
    settersOf(spec)
      .filter(({ context }) => context.windowsOptions?.hostProcess)
      .map(({ path, context: _, ...setter }) => ({
        path: [...path, "windowsOptions", "hostProcess"],
        ...setter,
        what: "must not set securityContext.windowsOptions.hostProcess=true",
      })),
};
