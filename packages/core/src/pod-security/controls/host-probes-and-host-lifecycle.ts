import type { LifecycleHandler } from "../../kubernetes/gen/types.ts";
import { containersOf, type PlacedContainer } from "../containers-of.ts";
import type { Fault, PodSecurityControl } from "../violation.ts";

/** @source policy/check_hostProbesAndhostLifecycle.go, k8s.io/pod-security-admission v0.34.1 */
export const hostProbesAndHostLifecycle: PodSecurityControl = {
  id: "hostProbesAndHostLifecycle",
  level: "baseline",
  faultsOf: ({ spec }) => containersOf(spec).flatMap(faultsOfContainer),
};

function faultsOfContainer({ container, path }: PlacedContainer): readonly Fault[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  const handlers: readonly (readonly [
    readonly string[],
    Pick<LifecycleHandler, "httpGet" | "tcpSocket"> | undefined,
  ])[] = [
    [["livenessProbe"], livenessProbe],
    [["readinessProbe"], readinessProbe],
    [["startupProbe"], startupProbe],
    [["lifecycle", "postStart"], lifecycle?.postStart],
    [["lifecycle", "preStop"], lifecycle?.preStop],
  ];
  return handlers.flatMap(([at, handler]) =>
    (["httpGet", "tcpSocket"] as const)
      .filter((kind) => handler?.[kind]?.host)
      .map((kind) => ({
        path: [...path, ...at, kind, "host"],
        container: container.name,
        what: `must not name a host in ${at.join(".")}.${kind}`,
      })),
  );
}
