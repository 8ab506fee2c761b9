import { containersOf, type PlacedContainer } from "../containers-of.ts";
import type { Fault, PodSecurityControl } from "../violation.ts";

/** @source policy/check_runAsNonRoot.go, k8s.io/pod-security-admission v0.34.1 */
export const runAsNonRoot: PodSecurityControl = {
  id: "runAsNonRoot",
  level: "restricted",
  faultsOf({ spec }) {
    const ofPod = spec.securityContext?.runAsNonRoot;
    const path = ["spec", "securityContext", "runAsNonRoot"];
    const own = ofPod === false ? [{ path, what: "must not set securityContext.runAsNonRoot=false" }] : [];
    return [...own, ...containersOf(spec).flatMap((placed) => faultsOfContainer(placed, ofPod === true))];
  },
};

function faultsOfContainer({ container, path }: PlacedContainer, ofPod: boolean): readonly Fault[] {
  const value = container.securityContext?.runAsNonRoot;
  if (value ?? ofPod) return [];
  const what =
    value === false
      ? "must not set securityContext.runAsNonRoot=false"
      : "must set securityContext.runAsNonRoot=true, itself or through its Pod";
  const at = [...path, "securityContext", "runAsNonRoot"];
  return [{ path: at, container: container.name, what, mend: { runAsNonRoot: true } }];
}
