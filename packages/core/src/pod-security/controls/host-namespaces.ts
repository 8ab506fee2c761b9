import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_hostNamespaces.go, k8s.io/pod-security-admission v0.34.1 */
export const hostNamespaces: PodSecurityControl = {
  id: "hostNamespaces",
  level: "baseline",
  faultsOf: ({ spec }) =>
    (["hostNetwork", "hostPID", "hostIPC"] as const)
      .filter((field) => spec[field])
      .map((field) => ({ path: ["spec", field], what: `must not set ${field}=true` })),
};
