import { settersOf } from "../setters-of.ts";
import type { Fault, JudgedPod, PodSecurityControl } from "../violation.ts";

/** @source policy/check_appArmorProfile.go, k8s.io/pod-security-admission v0.34.1 */
export const appArmorProfile: PodSecurityControl = {
  id: "appArmorProfile",
  level: "baseline",
  faultsOf: (pod) => [...profiles(pod), ...annotations(pod)],
};

const annotationPrefix = "container.apparmor.security.beta.kubernetes.io/";

function profiles({ spec }: JudgedPod): readonly Fault[] {
  return settersOf(spec).flatMap(({ context, path, ...setter }) => {
    const type = context.appArmorProfile?.type;
    if (!context.appArmorProfile || type === "RuntimeDefault" || type === "Localhost") return [];
    const what = `must not set securityContext.appArmorProfile.type to "${type}"`;
    return [{ path: [...path, "appArmorProfile", "type"], ...setter, what }];
  });
}

/** How profiles were chosen before Kubernetes 1.30. */
function annotations({ metadata }: JudgedPod): readonly Fault[] {
  return Object.entries(metadata?.annotations ?? {})
    .filter(([key, value]) => key.startsWith(annotationPrefix) && !isAllowed(value))
    .map(([key, value]) => ({
      path: ["metadata", "annotations", key],
      what: `must not set the annotation ${key} to "${value}"`,
    }));
}

function isAllowed(profile: string): boolean {
  return profile === "" || profile === "runtime/default" || profile.startsWith("localhost/");
}
