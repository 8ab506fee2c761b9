import { containersOf, type PlacedContainer } from "../containers-of.ts";
import { isWindows } from "../is-windows.ts";
import type { Fault, PodSecurityControl } from "../violation.ts";

/** @source policy/check_capabilities_restricted.go, k8s.io/pod-security-admission v0.34.1 */
export const capabilitiesRestricted: PodSecurityControl = {
  id: "capabilities_restricted",
  level: "restricted",
  overrides: ["capabilities_baseline"],
  faultsOf: ({ spec }) => (isWindows(spec) ? [] : containersOf(spec).flatMap(faultsOfContainer)),
};

function faultsOfContainer({ container, path }: PlacedContainer): readonly Fault[] {
  const { add = [], drop = [] } = container.securityContext?.capabilities ?? {};
  const at = [...path, "securityContext", "capabilities"];
  const faults: Fault[] = [];
  if (!drop.includes("ALL")) {
    const what = 'must set securityContext.capabilities.drop=["ALL"]';
    faults.push({ path: [...at, "drop"], container: container.name, what, mend: { capabilities: { drop: ["ALL"] } } });
  }
  const refused = add.filter((name) => name !== "NET_BIND_SERVICE");
  if (refused.length > 0) {
    const what = `must not add the capabilities ${refused.join(", ")}`;
    faults.push({ path: [...at, "add"], container: container.name, what });
  }
  return faults;
}
