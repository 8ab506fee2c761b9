import { podSecurityControls } from "./controls.ts";
import type { JudgedPod, PodSecurityControl, PodSecurityLevel, PodSecurityViolation } from "./violation.ts";

/**
 * What a Pod Security Standard refuses about a Pod, control by control, in the order of Kubernetes' own list. Empty: the Pod is admitted
 * to namespaces that enforce this level.
 *
 * The version is v1.34. Pods in a user namespace (`hostUsers: false`) get no relief: that needs a feature gate which is off by default.
 * @source policy/registry.go, k8s.io/pod-security-admission v0.34.1
 */
export function checkPodSecurity(pod: JudgedPod, level: PodSecurityLevel): readonly PodSecurityViolation[] {
  return controlsOf(level).flatMap(({ id, level: own, faultsOf }) =>
    faultsOf(pod).map((fault) => ({ control: id, level: own, ...fault })),
  );
}

/** `restricted` is all of `baseline`, less what its own controls take the place of. */
function controlsOf(level: PodSecurityLevel): readonly PodSecurityControl[] {
  const baseline = podSecurityControls.filter((control) => control.level === "baseline");
  if (level === "baseline") return baseline;
  const overridden = new Set(podSecurityControls.flatMap(({ overrides = [] }) => overrides));
  return podSecurityControls.filter(({ id }) => !overridden.has(id));
}
