import { containersOf } from "../containers-of.ts";
import { isWindows } from "../is-windows.ts";
import { confines, unconfinedProfiles } from "../unconfined-profiles.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_seccompProfile_restricted.go, k8s.io/pod-security-admission v0.34.1 */
export const seccompProfileRestricted: PodSecurityControl = {
  id: "seccompProfile_restricted",
  level: "restricted",
  overrides: ["seccompProfile_baseline"],
  faultsOf({ spec }) {
    if (isWindows(spec)) return [];
    const ofPod = confines(spec.securityContext?.seccompProfile?.type);
    const unset = ofPod ? [] : containersOf(spec).filter(({ container }) => !container.securityContext?.seccompProfile);
    const missing = unset.map(({ container, path }) => ({
      path: [...path, "securityContext", "seccompProfile", "type"],
      container: container.name,
      what: "must set securityContext.seccompProfile.type to RuntimeDefault or Localhost, itself or through its Pod",
      mend: { seccompProfile: { type: "RuntimeDefault" } },
    }));
    return [...unconfinedProfiles(spec), ...missing];
  },
};
