import type { PodStatus } from "../kubernetes/types.ts";
import { allContainers, outOfMemory } from "./container-end.ts";
import { makeFailure, makePhase } from "./make-phase.ts";
import type { PhaseInfo, TaskInfo } from "./phase-info.ts";

/**
 * What a Pod that says it succeeded means: success, unless memory ran out in any of its containers.
 * @source flytek8s/pod_helper.go DemystifySuccess, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function demystifySuccess(status: PodStatus, info: TaskInfo): PhaseInfo {
  const ranOut = allContainers(status).some(({ state }) => state?.terminated && outOfMemory(state.terminated));
  if (!ranOut) return makePhase("PhaseSuccess", info);
  const message = "Pod reported success despite being OOMKilled";
  return makeFailure({ code: "OOMKilled", message, kind: "USER" }, info, { recoverable: true });
}
