import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_hostPathVolumes.go, k8s.io/pod-security-admission v0.34.1 */
export const hostPathVolumes: PodSecurityControl = {
  id: "hostPathVolumes",
  level: "baseline",
  faultsOf: ({ spec }) =>
    [...(spec.volumes ?? []).entries()]
      .filter(([, { hostPath }]) => hostPath)
      .map(([index, { name }]) => ({
        path: ["spec", "volumes", index, "hostPath"],
        what: `must not have the hostPath volume ${name}`,
      })),
};
