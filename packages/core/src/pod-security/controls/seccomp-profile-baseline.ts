import { unconfinedProfiles } from "../unconfined-profiles.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_seccompProfile_baseline.go, k8s.io/pod-security-admission v0.34.1 */
export const seccompProfileBaseline: PodSecurityControl = {
  id: "seccompProfile_baseline",
  level: "baseline",
  faultsOf: ({ spec }) => unconfinedProfiles(spec),
};
