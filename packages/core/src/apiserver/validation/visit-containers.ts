import type { EphemeralContainerCommon, PodSpec } from "../../kubernetes/gen/types.ts";
import { ofEach, type Refusals } from "./refusal.ts";

/**
 * What is refused of each container of a Pod, in the order in which the API server visits them.
 * @source pkg/apis/core/pods/helpers.go VisitContainersWithPath, Kubernetes v1.34.1
 */
export function visitContainers(
  spec: PodSpec,
  field: string,
  visit: (container: EphemeralContainerCommon, field: string) => Refusals,
): Refusals {
  return (["initContainers", "containers", "ephemeralContainers"] as const).flatMap((list) =>
    ofEach<EphemeralContainerCommon>(spec[list], `${field}.${list}`, visit),
  );
}
