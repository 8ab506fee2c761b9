import type { TaskError } from "../flyte/error-document.ts";
import { formatRfc3339 } from "../go/rfc3339.ts";
import type { Pod } from "../kubernetes/types.ts";
import { makeFailure, withVersion } from "./make-phase.ts";
import type { PhaseClock } from "./phase-clock.ts";
import { isTerminal, type PhaseError, type PhaseInfo } from "./phase-info.ts";
import { nothingReported, podPhase, type ReportedPhase } from "./pod-phase.ts";

/** What Flyte finds when it looks after a task. */
export interface FoundResource {
  /** The namespace and name that Flyte submitted the Pod under. */
  readonly namespace: string;
  readonly name: string;
  /** Absent: there is no such Pod any more. */
  readonly pod?: Pod;
  /** Absent: the task left none. */
  readonly errorDocument?: {
    /** Its URI, for the message. */
    readonly uri: string;
    /** Absent: the document has none. */
    readonly error?: TaskError;
  };
  readonly reported?: ReportedPhase;
}

/**
 * What Flyte reports of a task: what its Pod means, unless the Pod is gone, was deleted under way, or (Flyte 2) left an error document.
 * In Flyte 1 a layer above reads the error document.
 * @source executor/pkg/plugin/k8s/plugin_manager.go checkResourcePhase, flyteorg/flyte v2.0.43; flytepropeller nodes/task/k8s/plugin_manager.go
 * checkResourcePhase, v1.16.8
 */
export function resourcePhase(found: FoundResource, clock: PhaseClock): PhaseInfo {
  const { namespace, name, pod, errorDocument, reported = nothingReported } = found;
  if (!pod) {
    const message = `resource not found, name [${namespace}/${name}]. reason: pods "${name}" not found`;
    return lost({ code: "ResourceDeletedExternally", message }, clock);
  }
  const phase = neverLower(podPhase(pod, clock, reported), reported, clock);
  if (phase.phase === "PhaseSuccess" && errorDocument && clock.rules.readsErrorDocument) {
    return ofErrorDocument(errorDocument, phase);
  }
  if (isTerminal(phase) || pod.metadata?.deletionTimestamp === undefined) return phase;
  const message = `object [${namespace}/${name}] ${clock.rules.deletedWords}`;
  return lost({ code: "UnexpectedObjectDeletion", message }, clock);
}

/** Not the task's fault, and found out only now. */
function lost(error: Omit<PhaseError, "kind">, { now }: PhaseClock): PhaseInfo {
  return makeFailure({ ...error, kind: "SYSTEM" }, { occurredAt: formatRfc3339(now) }, { recoverable: true });
}

function neverLower(phase: PhaseInfo, reported: ReportedPhase, { rules }: PhaseClock): PhaseInfo {
  const isLower = phase.phase === reported.phase && phase.version < reported.phaseVersion;
  return isLower && rules.keepsHighestVersion ? withVersion(phase, reported.phaseVersion) : phase;
}

/** @source pluginmachinery/ioutils/remote_file_output_reader.go ReadError, flyteorg/flyte v2.0.43 */
function ofErrorDocument({ uri, error }: NonNullable<FoundResource["errorDocument"]>, success: PhaseInfo): PhaseInfo {
  if (!error) {
    const message = `error not formatted correctly, nil error @path [${uri}]`;
    return makeFailure({ code: "ErrorFileBadFormat", message, kind: "SYSTEM" }, success, { recoverable: true });
  }
  const { code, message, kind, origin = "UNKNOWN" } = error;
  return makeFailure({ code, message, kind: origin }, success, { recoverable: kind === "RECOVERABLE" });
}
