import { formatRfc3339 } from "../go/rfc3339.ts";
import { makeFailure, makePhase } from "./make-phase.ts";
import { elapsed, type GracePeriods, gracePeriod, momentOf, type PhaseClock } from "./phase-clock.ts";
import type { PhaseError, PhaseInfo } from "./phase-info.ts";

interface Said {
  readonly reason?: string;
  readonly message?: string;
}

/**
 * What it means that a container of a Pod waits, by the reason that it gives. A reason that Flyte does not know fails at once.
 * @param condition - the Pod's condition that made Flyte look; its grace period runs from there
 * @source flytek8s/pod_helper.go classifyWaitingContainer, flyteorg/flyte v2.0.43; demystifyPendingHelper, v1.16.8
 */
export function waitingPhase(
  waiting: Said,
  condition: Said & { readonly lastTransitionTime?: string },
  clock: PhaseClock,
): PhaseInfo {
  const since = momentOf(condition.lastTransitionTime);
  const info = { occurredAt: formatRfc3339(since) };
  const word = waiting.reason ?? "";
  const code = `${condition.reason ?? ""}|${word}`;
  const message = `${condition.message ?? ""}|${waiting.message ?? ""}`;
  const starting = makePhase("PhaseInitializing", info, `[${code}]: ${message}`);
  if (onTheWay.has(word)) return starting;
  const { recoverable, kind, patience } = failures.get(word) ?? unknown;
  const limited = word === "ImagePullBackOff" && (waiting.message ?? "").includes("429 Too Many Requests");
  const whose = limited ? clock.rules.rateLimitKind : kind;
  const how = { recoverable, cleanup: true };
  if (!patience) return makeFailure({ code, message, kind: whose }, info, how);
  const period = gracePeriod(patience, clock);
  if (elapsed(since, clock) < period.nanoseconds) return starting;
  return makeFailure({ code, message: `Grace period [${period.text}] exceeded|${message}`, kind: whose }, info, how);
}

/** An image that could not be pulled is tried again, and becomes ImagePullBackOff. */
const onTheWay: ReadonlySet<string> = new Set(["ErrImagePull", "ContainerCreating", "PodInitializing"]);

interface WaitingFailure {
  readonly recoverable: boolean;
  readonly kind: PhaseError["kind"];
  /** How long it may last; absent: not at all. */
  readonly patience?: keyof GracePeriods;
}

const failures: ReadonlyMap<string, WaitingFailure> = new Map<string, WaitingFailure>([
  ["CreateContainerError", { recoverable: false, kind: "USER", patience: "create-container-error-grace-period" }],
  [
    "CreateContainerConfigError",
    { recoverable: false, kind: "USER", patience: "create-container-config-error-grace-period" },
  ],
  ["InvalidImageName", { recoverable: false, kind: "USER" }],
  ["ImagePullBackOff", { recoverable: true, kind: "USER", patience: "image-pull-backoff-grace-period" }],
]);

const unknown: WaitingFailure = { recoverable: true, kind: "SYSTEM" };
