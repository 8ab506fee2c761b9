import type { PlatformConfig } from "../config/typed/platform-config.ts";
import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { formatGoDuration, parseGoDuration } from "../go/duration.ts";
import { type Moment, parseRfc3339 } from "../go/rfc3339.ts";
import { type PhaseRules, phaseRules } from "./phase-rules.ts";

/** By which clock, patience and Flyte a Pod is judged. */
export interface PhaseClock {
  readonly now: Moment;
  readonly config: GracePeriods;
  readonly rules: PhaseRules;
}

/** Durations as Go prints them; `0s`: none. */
export type GracePeriods = Pick<
  PlatformConfig,
  | "create-container-error-grace-period"
  | "create-container-config-error-grace-period"
  | "image-pull-backoff-grace-period"
  | "pod-pending-timeout"
>;

/**
 * @param now - RFC 3339
 * @param semantics - whose rules compose the Pod; Podwright's own keep the phases of Flyte 2
 */
export function phaseClock(now: string, config: GracePeriods, semantics: FlyteVersion | "podwright"): PhaseClock {
  return { now: momentOf(now), config, rules: phaseRules[semantics === "podwright" ? "flyte-2.0" : semantics] };
}

/** A time of a Pod; one that is not given, or not readable, is Go's zero time: year 1. */
export function momentOf(time: string | undefined): Moment {
  return (time === undefined ? undefined : parseRfc3339(time)) ?? zeroTime;
}

/** @source time.Time zero value, Go 1.24 */
export const zeroTime: Moment = { seconds: -62_135_596_800n, nanos: 0 };

export function isZeroTime({ seconds, nanos }: Moment): boolean {
  return seconds === zeroTime.seconds && nanos === 0;
}

/** Nanoseconds from `since` to now. */
export function elapsed(since: Moment, { now }: PhaseClock): bigint {
  return (now.seconds - since.seconds) * 1_000_000_000n + BigInt(now.nanos - since.nanos);
}

interface GracePeriod {
  readonly nanoseconds: bigint;
  /** As Go prints it. */
  readonly text: string;
}

/** A duration of the config. */
export function gracePeriod(key: keyof GracePeriods, { config }: PhaseClock): GracePeriod {
  const nanoseconds = parseGoDuration(config[key]) ?? 0n;
  return { nanoseconds, text: formatGoDuration(nanoseconds) };
}
