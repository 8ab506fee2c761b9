import type { FlytePhase, PhaseError, PhaseInfo, TaskInfo } from "./phase-info.ts";

/**
 * A phase that is no failure.
 * @param reason - why the task is there; Flyte gives none for running and success
 * @source pluginmachinery/core/phase.go phaseInfo, flyteorg/flyte v2.0.43
 */
export function makePhase(phase: FlytePhase, info: TaskInfo, reason = ""): PhaseInfo {
  return { ...info, phase, version: 0, reason, cleanupOnFailure: false };
}

/**
 * A failure. `recoverable`: another attempt may go better. `cleanup`: the Pod has to be deleted, or it goes on trying.
 * @source pluginmachinery/core/phase.go phaseInfoFailed, flyteorg/flyte v2.0.43
 */
export function makeFailure(
  error: PhaseError,
  info: TaskInfo,
  { recoverable, cleanup = false }: { readonly recoverable: boolean; readonly cleanup?: boolean },
): PhaseInfo {
  const phase = recoverable ? "PhaseRetryableFailure" : "PhasePermanentFailure";
  return { ...info, phase, version: 0, reason: "", error, cleanupOnFailure: cleanup };
}

/**
 * The same phase in another version. Flyte forgets on the way that the Pod has to be deleted.
 * @source pluginmachinery/core/phase.go PhaseInfo.WithVersion, flyteorg/flyte v2.0.43
 */
export function withVersion(phase: PhaseInfo, version: number): PhaseInfo {
  return { ...phase, version, cleanupOnFailure: false };
}
